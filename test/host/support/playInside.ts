import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../../support/removeFolder.ts';
import { bundleInside } from './bundleInside.ts';
import type { HostOptions } from './hostServer.ts';
import type { InsideReport, InsideSession, PreparedWorkspace } from './insideSession.ts';

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
  readonly launch: InsideLauncher;
}

/** Starts a VS Code that runs a module of tests; null when `run()` of it came to its end, otherwise what was wrong. */
export type InsideLauncher = (launch: InsideLaunch) => Promise<string | null>;

export interface InsideLaunch {
  readonly open: string | null;
  /** Absolute path of a CommonJS module. */
  readonly tests: string;
  readonly host: Omit<HostOptions, 'automation'>;
  /** An empty folder for whatever the launch needs; removed afterwards. */
  readonly scratch: string;
}

/** Runs the tests of one session in the extension host of a VS Code of its own. */
export async function playInside({ session, files, grep, launch }: InsideTests): Promise<InsideOutcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'tutti-inside-'));
  const reportFile = join(scratch, 'report.ndjson');
  const tests = join(scratch, 'tests.cjs');
  let workspace: PreparedWorkspace | null = null;
  try {
    await bundleInside(files, { outfile: tests, reportFile, grep });
    workspace = await session.prepare();
    const host = { ...session.host, env: { ...session.host?.env, ...workspace.env } };
    const fault = await launch({ open: workspace.open, tests, host, scratch });
    const reports = readReports(reportFile);
    return { reports, fault: fault ?? (reports.at(-1)?.kind === 'ended' ? null : 'The run was cut off.') };
  } finally {
    await workspace?.dispose();
    removeFolder(scratch);
  }
}

function readReports(file: string): readonly InsideReport[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as InsideReport);
}
