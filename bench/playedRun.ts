import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JournalEvent } from '../src/core/engine/events.ts';
import type { AttemptEvent } from '../src/shared/attemptEvent.ts';
import type { BenchRepo } from './benchRepo.ts';

const agentScript = fileURLToPath(new URL('floor/agent.sh', import.meta.url));
export const tuttiProgram = fileURLToPath(new URL('../dist/tutti.mjs', import.meta.url));

export interface BenchTask {
  readonly id: string;
  readonly seconds: number;
  readonly depends: readonly string[];
}

export interface PlayedRun {
  /** From `runStarted` to the last landing. */
  readonly wallMs: number;
  /** For each task with dependencies: from the last landing that it waited for to the start of its agent. */
  readonly startDelaysMs: readonly number[];
}

/** Plan and configuration for tasks of the shell agent. */
export function writeBenchPlan(repo: BenchRepo, tasks: readonly BenchTask[], concurrency: number): void {
  const limits = { run: concurrency, default: concurrency };
  const agents = {
    sh: { adapter: 'command', provider: 'local', command: [agentScript, '{taskId}', '{title}'] },
  };
  repo.write('tutti.json', JSON.stringify({ agent: 'sh', agents, limits }));
  const lines = tasks.map(({ id, seconds, depends }) => {
    return `- [ ] ${id}: ${String(seconds)} (depends: ${depends.length === 0 ? 'none' : depends.join(', ')})`;
  });
  repo.write('plan.md', `---\nname: bench\n---\n# Bench\n\n## Phase 1: All\n\n${lines.join('\n')}\n`);
}

/** Plays tasks with the shell agent through the `command` adapter, and checks every file and merge. Throws when one is missing. */
export function play(repo: BenchRepo, tasks: readonly BenchTask[], concurrency: number): PlayedRun {
  writeBenchPlan(repo, tasks, concurrency);
  const run = spawnSync(process.execPath, [tuttiProgram, 'run', 'plan.md', '--json'], {
    cwd: repo.path,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`tutti run ended with ${String(run.status)}: ${run.stderr}`);
  const runFolder = onlyRun(repo);
  const events = readLines(join(runFolder, 'journal.ndjson')) as readonly JournalEvent[];
  const started = events.find((event) => event.type === 'runStarted')?.at ?? 0;
  const landed = events.filter((event) => event.type === 'taskLanded');
  if (landed.length !== tasks.length)
    throw new Error(`${String(landed.length)} of ${String(tasks.length)} landed`);
  checkFiles(repo, tasks);
  const landedAt = new Map(landed.map(({ task, at }) => [task, at]));
  const startDelaysMs = tasks
    .filter(({ depends }) => depends.length > 0)
    .map(({ id, depends }) => {
      const readyAt = Math.max(...depends.map((other) => landedAt.get(`bench/${other}`) ?? 0));
      return agentStart(runFolder, id) - readyAt;
    });
  return { wallMs: (landed.at(-1)?.at ?? 0) - started, startDelaysMs };
}

function agentStart(runFolder: string, id: string): number {
  const events = readLines(
    join(runFolder, 'attempts', `bench+${id}`, '1', 'events.ndjson'),
  ) as readonly AttemptEvent[];
  return events.find(({ type }) => type === 'agentStarted')?.at ?? Number.NaN;
}

function onlyRun(repo: BenchRepo): string {
  const runs = join(repo.path, '.tutti', 'runs');
  return join(runs, readdirSync(runs)[0] ?? '');
}

function readLines(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

function checkFiles(repo: BenchRepo, tasks: readonly BenchTask[]): void {
  for (const { id } of tasks) {
    const text = repo.git('show', `tutti/bench/integration:tasks/${id}.txt`);
    if (text !== `line from ${id}\n`) throw new Error(`tasks/${id}.txt holds ${JSON.stringify(text)}`);
  }
}

/** The same independent tasks by the naive script; milliseconds. */
export function playNaively(
  repo: BenchRepo,
  count: number,
  options: { readonly concurrency: number; readonly seconds: number },
): number {
  const script = fileURLToPath(new URL('floor/naive.sh', import.meta.url));
  const args = [
    script,
    repo.path,
    String(count),
    String(options.concurrency),
    String(options.seconds),
    agentScript,
  ];
  return Number(execFileSync('bash', args, { encoding: 'utf8' }));
}
