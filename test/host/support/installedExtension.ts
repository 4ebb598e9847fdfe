import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../../src/adapters/process/run.ts';
import type { VscodeServer } from './vscodeServer.ts';

/** Makes folders installed extensions where they are: they behave as for users, not as under development. */
export function listExtensions(extensionsFolder: string, folders: readonly string[]): void {
  writeFileSync(join(extensionsFolder, 'extensions.json'), JSON.stringify(folders.map(entryOf)));
}

function entryOf(folder: string) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly publisher: string;
    readonly name: string;
    readonly version: string;
  };
  return {
    identifier: { id: `${manifest.publisher}.${manifest.name}` },
    version: manifest.version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    metadata: { installedTimestamp: 0, source: 'vsix' },
  };
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
