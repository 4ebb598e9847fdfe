// Runs `test/host/inside`: each folder is a session, a VS Code of its own. Arguments are parts of paths (any of them
// is enough), `--grep part-of-a-title`, and `--electron` for a desktop VS Code, which is downloaded at first.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './support/browser.ts';
import type { InsideSession } from './support/insideSession.ts';
import { launchOnDesktop } from './support/launchOnDesktop.ts';
import { launchOnServer } from './support/launchOnServer.ts';
import { playInside, type InsideOutcome } from './support/playInside.ts';
import { projectFolder } from './support/projectFolder.ts';

const electron = '--electron';
const launch = process.argv.includes(electron) ? launchOnDesktop : launchOnServer;
const args = process.argv.slice(2).filter((arg) => arg !== electron);
const grepAt = args.indexOf('--grep');
const grep = grepAt === -1 ? null : (args[grepAt + 1] ?? null);
const parts = grepAt === -1 ? args : args.toSpliced(grepAt, 2);

const root = join(projectFolder, 'test', 'host', 'inside');
const counts = { passes: 0, failures: 0, pending: 0 };
for (const name of readdirSync(root).sort()) {
  const folder = join(root, name);
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const files = tests.sort().map((file) => join(folder, file));
  const wanted = files.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  if (wanted.length > 0) print(name, await play(folder, wanted));
}
await closeBrowser();
const countsFile = process.env['TUTTI_TEST_COUNTS'];
if (countsFile !== undefined) writeFileSync(countsFile, JSON.stringify(counts));
process.exitCode = counts.failures === 0 ? 0 : 1;

/** A VS Code that could not be started is the fault of its session: the others are played all the same. */
async function play(folder: string, files: readonly string[]): Promise<InsideOutcome> {
  try {
    return await playInside({ session: await sessionOf(folder), files, grep, launch });
  } catch (error) {
    return { reports: [], fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function sessionOf(folder: string): Promise<InsideSession> {
  const file = join(folder, 'workspace.ts');
  if (!existsSync(file)) throw new Error(`${file} is missing: it says where the tests beside it run`);
  const { session } = (await import(file)) as { readonly session: InsideSession };
  return session;
}

function print(name: string, { reports, fault }: InsideOutcome): void {
  console.log(`\n  ${name}`);
  for (const report of reports) {
    switch (report.kind) {
      case 'passed':
        counts.passes += 1;
        console.log(`    ✔ ${report.title} (${report.durationMs} ms)`);
        break;
      case 'skipped':
        counts.pending += 1;
        console.log(`    - ${report.title}`);
        break;
      case 'failed':
        counts.failures += 1;
        console.log(`    ✖ ${report.title}\n${indented(report.error)}`);
        break;
      case 'ended':
        break;
    }
  }
  if (fault === null) return;
  counts.failures += 1;
  console.log(`    ✖ the session\n${indented(fault)}`);
}

function indented(text: string): string {
  return text.replace(/^/gm, '        ');
}
