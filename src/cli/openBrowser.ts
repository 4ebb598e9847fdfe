import { spawn } from 'node:child_process';
import { writeAddressFile, type AddressFile } from '../app/addressFile.ts';

/**
 * Asks the system to open an address, without a shell and through a file that is to be disposed of in the end; null
 * when it has nothing to do so with.
 */
export async function openBrowser(
  address: string,
  stateFolder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<AddressFile | null> {
  const file = writeAddressFile(stateFolder, address);
  const [program, ...args] = openerOf(platform);
  const hasOpened = await new Promise<boolean>((resolve) => {
    const child = spawn(program, [...args, file.path], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
  if (hasOpened) return file;
  file.dispose();
  return null;
}

/** `start` is a word of the Windows shell: its protocol handler is the program behind it. */
function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}
