import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { copyExtension } from './copyExtension.ts';
import type { InsideLaunch } from './playInside.ts';
import { quietSettings } from './quietSettings.ts';

/** Tests in the extension host of a desktop VS Code, which is downloaded at first. */
export async function launchOnDesktop({ open, tests, host, scratch }: InsideLaunch): Promise<string | null> {
  const data = join(scratch, 'user-data');
  mkdirSync(join(data, 'User'), { recursive: true });
  const settings = { ...quietSettings, ...host.settings };
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  try {
    await runTests({
      extensionDevelopmentPath: host.extension ?? copyExtension(scratch),
      extensionTestsPath: tests,
      extensionTestsEnv: { ...host.env },
      launchArgs: [
        ...(open === null ? [] : [open]),
        ...['--user-data-dir', data, '--extensions-dir', join(scratch, 'extensions')],
        ...((host.trusted ?? true) ? ['--disable-workspace-trust'] : []),
      ],
    });
    return null;
  } catch (error) {
    return `VS Code could not be downloaded or run: ${error instanceof Error ? error.message : String(error)}`;
  }
}
