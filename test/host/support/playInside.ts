import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedBrowser } from './browser.ts';
import { bundleInside } from './bundleInside.ts';
import { startHostServer, type HostServer } from './hostServer.ts';
import type { InsideReport, InsideSession, PreparedWorkspace } from './insideSession.ts';
import { projectFolder } from './projectFolder.ts';
import { addressOf } from './workbench.ts';

export interface InsideOutcome {
  readonly reports: readonly InsideReport[];
  /** What kept the tests from coming to their end; null when they did. */
  readonly fault: string | null;
}

export interface InsideTests {
  readonly session: InsideSession;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly grep: string | null;
}

const limitMs = 180_000;

/** Starts a VS Code of its own, and runs the tests in its extension host. */
export async function playInside({ session, files, grep }: InsideTests): Promise<InsideOutcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'tutti-inside-'));
  const reportFile = join(scratch, 'report.ndjson');
  const outfile = join(scratch, 'tests.cjs');
  let workspace: PreparedWorkspace | null = null;
  let server: HostServer | null = null;
  try {
    await bundleInside(files, { outfile, reportFile, grep });
    workspace = await session.prepare();
    const env = { ...session.host?.env, ...workspace.env };
    server = await startHostServer({ ...session.host, env, extension: null, automation: true });
    const fault = await play(server, workspace.open, { extension: session.host?.extension, tests: outfile });
    const reports = readReports(reportFile);
    return { reports, fault: fault ?? (reports.at(-1)?.kind === 'ended' ? null : 'The run was cut off.') };
  } finally {
    await server?.dispose();
    workspace?.dispose();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Null when `run()` of the tests came to its end. */
async function play(
  server: HostServer,
  open: string | null,
  paths: { readonly extension: string | null | undefined; readonly tests: string },
): Promise<string | null> {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${String(server.port)}${path}`;
  const address = addressOf(server, open, [
    ['extensionDevelopmentPath', remote(paths.extension ?? projectFolder)],
    ['extensionTestsPath', remote(paths.tests)],
  ]);
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 1600, height: 1000 } });
  try {
    const page = await context.newPage();
    const log: string[] = [];
    const ended = new Promise<string | null>((resolve) => {
      const timer = setTimeout(() => {
        resolve(`The tests did not end in ${limitMs / 1000} s.\n${log.slice(-20).join('\n')}`);
      }, limitMs);
      const end = (code: number): void => {
        clearTimeout(timer);
        resolve(code === 0 ? null : `The tests could not be run:\n${log.slice(-20).join('\n')}`);
      };
      void page.exposeFunction('codeAutomationExit', end);
      void page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        log.push(`${type}: ${args.map(String).join(' ')}`.slice(0, 2_000));
        if (log.length > 200) log.shift();
      });
    });
    await page.goto(address);
    return await ended;
  } finally {
    await context.close();
  }
}

function readReports(file: string): readonly InsideReport[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as InsideReport);
}
