import { sharedBrowser } from './browser.ts';
import { copyExtension } from './copyExtension.ts';
import { startHostServer } from './hostServer.ts';
import type { InsideLaunch } from './playInside.ts';
import { addressOf } from './workbench.ts';

const limitMs = 600_000;
const maxLogLines = 200;

/** Tests in the extension host of the VS Code server, with a window in Chromium. */
export async function launchOnServer({ open, tests, host, scratch }: InsideLaunch): Promise<string | null> {
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 1600, height: 1000 } });
  const server = await startHostServer({ ...host, extension: null, automation: true });
  try {
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${String(server.port)}${path}`;
    const address = addressOf(server, open, [
      ['extensionDevelopmentPath', remote(host.extension ?? copyExtension(scratch))],
      ['extensionTestsPath', remote(tests)],
    ]);
    const page = await context.newPage();
    const log: string[] = [];
    const lastLines = (): string => log.slice(-20).join('\n');
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      log.push(`${type}: ${args.map(String).join(' ')}`.slice(0, 2_000));
      if (log.length > maxLogLines) log.shift();
    });
    const ended = new Promise<string | null>((resolve, reject) => {
      const timer = setTimeout(() => {
        resolve(`The tests did not end in ${String(limitMs / 1_000)} s.\n${lastLines()}`);
      }, limitMs);
      const end = (code: number): void => {
        clearTimeout(timer);
        resolve(code === 0 ? null : `The tests could not be run:\n${lastLines()}`);
      };
      page
        .exposeFunction('codeAutomationExit', end)
        .then(() => page.goto(address))
        .catch(reject);
    });
    return await ended;
  } finally {
    await context.close();
    await server.dispose();
  }
}
