import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JournalEvent } from '../../src/core/engine/events.ts';
import type { ScenarioAttempt } from '../../src/shared/scenario.ts';
import type { RunStatus } from '../../src/shared/status.ts';
import { createGitRepo, type GitRepo } from './gitRepo.ts';

/** The command line as it was built. */
export const tuttiProgram = fileURLToPath(new URL('../../dist/tutti.mjs', import.meta.url));

export interface CliOutcome {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository and the real command line, with the embedded agent playing a scenario. */
export interface CliRig {
  readonly repo: GitRepo;
  /** To its end; two minutes at most. */
  tutti(args: readonly string[], env?: Readonly<Record<string, string>>): CliOutcome;
  /** In the background; `dispose` ends it. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  /** What the embedded agent does, from now on. */
  scenario(tasks: Readonly<Record<string, readonly ScenarioAttempt[]>>): void;
  /** Of the latest run. */
  journal(): readonly JournalEvent[];
  status(): RunStatus;
  dispose(): void;
}

export function createCliRig(files: Readonly<Record<string, string>>): CliRig {
  const repo = createGitRepo();
  repo.commit(files);
  const scenarioFile = join(repo.root, 'scenario.json');
  const children: ChildProcess[] = [];
  const optionsOf = (env: Readonly<Record<string, string>>) => ({
    cwd: repo.folder,
    env: { ...process.env, TUTTI_SCENARIO: scenarioFile, ...env },
  });
  const rig: CliRig = {
    repo,
    tutti: (args, env = {}) => {
      const options = { ...optionsOf(env), encoding: 'utf8', timeout: 120_000 } as const;
      const run = spawnSync(process.execPath, [tuttiProgram, ...args], options);
      return { code: run.status, stdout: run.stdout, stderr: run.stderr };
    },
    start: (args, env = {}) => {
      const child = spawn(process.execPath, [tuttiProgram, ...args], { ...optionsOf(env), stdio: 'ignore' });
      children.push(child);
      return child;
    },
    scenario: (tasks) => {
      writeFileSync(scenarioFile, JSON.stringify({ tasks }));
    },
    journal: () => readLines(join(latestRun(repo), 'journal.ndjson')) as readonly JournalEvent[],
    status: () => JSON.parse(readFileSync(join(latestRun(repo), 'status.json'), 'utf8')) as RunStatus,
    dispose: () => {
      for (const child of children) child.kill('SIGKILL');
      repo.dispose();
    },
  };
  rig.scenario({});
  return rig;
}

/** The whole lines of a file of one JSON object a line; none when it is not there yet. */
export function readLines(file: string): readonly unknown[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line): unknown => JSON.parse(line));
}

function latestRun(repo: GitRepo): string {
  const runs = join(repo.folder, '.tutti', 'runs');
  const names = existsSync(runs) ? readdirSync(runs).sort() : [];
  return join(runs, names.at(-1) ?? 'none');
}
