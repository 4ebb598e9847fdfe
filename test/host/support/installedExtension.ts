import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../../src/adapters/process/run.ts';
import type { VscodeServer } from './vscodeServer.ts';

/** Makes a folder an installed extension where it is: it behaves as it does for users, not as under development. */
export function listExtension(extensionsFolder: string, folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly publisher: string;
    readonly name: string;
    readonly version: string;
  };
  const entry = {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    metadata: { installedTimestamp: 0, source: 'vsix' },
  };
  writeFileSync(join(extensionsFolder, 'extensions.json'), JSON.stringify([entry]));
}

/** Installs a VSIX as a user would. */
export async function installPackage(
  server: VscodeServer,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const options = { env, timeoutMs: 60_000 };
  const outcome = await runProcess(
    server.node,
    [server.main, '--accept-server-license-terms', ...args],
    options,
  );
  if (outcome.exitCode !== 0)
    throw new Error(`The package could not be installed:\n${outcome.stdout}${outcome.stderr}`);
}
