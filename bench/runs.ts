import { execFileSync } from 'node:child_process';
import { BenchRepo, seeded } from './benchRepo.ts';
import { play, playNaively, type BenchTask } from './playedRun.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

const files = 2_000;
const concurrency = 4;

/** Whole runs: the shell agent through the `command` adapter against the job by hand, and against the bounds. */
export async function benchRuns(): Promise<BenchRow[]> {
  return [flatWithoutWork(), flat(), ...diamonds(), randomSleeps()];
}

/** 24 independent tasks that take no time: nothing but overhead. */
function flatWithoutWork(): BenchRow {
  const tasks = independent(24, 0);
  const rounds = Array.from({ length: 5 }, () => ({
    naiveMs: withRepo((repo) => playNaively(repo, tasks.length, { concurrency, seconds: 0 })),
    tuttiMs: withRepo((repo) => play(repo, tasks, concurrency).wallMs),
  }));
  const ratio = median(rounds.map(({ naiveMs, tuttiMs }) => tuttiMs / naiveMs));
  return { name: 'flat-24-sleep-0-vs-naive', ratio, limit: 1.2, detail: { rounds, stretch: 1 } };
}

function flat(): BenchRow {
  const tasks = independent(24, 1);
  return againstBound('flat-24-sleep-1-vs-bound', tasks, { limit: 1.1, boundMs: 6_000, rounds: 3 });
}

/** Six diamonds in a chain, a → (b, c) → d each. */
function diamonds(): BenchRow[] {
  const tasks = Array.from({ length: 24 }, (_, index): BenchTask => {
    const first = index - (index % 4);
    const before =
      [index === 0 ? [] : [index - 1], [first], [first], [first + 1, first + 2]][index % 4] ?? [];
    return { id: idOf(index), seconds: 1, depends: before.map(idOf) };
  });
  const runs = Array.from({ length: 2 }, () => ({
    ...withRepo((repo) => play(repo, tasks, concurrency)),
    nodeMs: median(Array.from({ length: 9 }, bareNodeMs)),
  }));
  const boundMs = 18_000;
  const wallMs = runs.map((run) => run.wallMs);
  const starts = runs.map((run) => ({ delayMs: median(run.startDelaysMs), nodeMs: run.nodeMs }));
  return [
    {
      name: 'diamonds-24-sleep-1-vs-bound',
      ratio: median(wallMs) / boundMs,
      limit: 1.12,
      detail: { wallMs, boundMs },
    },
    {
      name: 'ready-to-agent-started-vs-node-start',
      ratio: median(starts.map(({ delayMs, nodeMs }) => delayMs / nodeMs)),
      limit: 3,
      detail: { starts },
    },
  ];
}

function bareNodeMs(): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

/** 60 tasks with random dependencies on earlier ones and random durations that nobody told the plan. */
function randomSleeps(): BenchRow {
  const random = seeded(7);
  const tasks = Array.from({ length: 60 }, (_, index): BenchTask => {
    const count = index < 8 ? 0 : Math.floor(random() * 3);
    const depends = Array.from({ length: count }, () => idOf(Math.floor(random() * index)));
    return {
      id: idOf(index),
      seconds: Math.round((0.2 + random() * 1.3) * 100) / 100,
      depends: [...new Set(depends)],
    };
  });
  return againstBound('random-60-vs-bound', tasks, { limit: 1.1, boundMs: boundOf(tasks), rounds: 2 });
}

function againstBound(
  name: string,
  tasks: readonly BenchTask[],
  known: { readonly limit: number; readonly boundMs: number; readonly rounds: number },
): BenchRow {
  const wallMs = Array.from({ length: known.rounds }, () =>
    withRepo((repo) => play(repo, tasks, concurrency).wallMs),
  );
  const ratio = median(wallMs) / known.boundMs;
  return { name, ratio, limit: known.limit, detail: { wallMs, boundMs: known.boundMs } };
}

/** No schedule is shorter than the longest chain, or than all work spread over the slots. */
function boundOf(tasks: readonly BenchTask[]): number {
  const ends = new Map<string, number>();
  for (const { id, seconds, depends } of tasks) {
    ends.set(id, seconds + Math.max(0, ...depends.map((other) => ends.get(other) ?? 0)));
  }
  const work = tasks.reduce((total, { seconds }) => total + seconds, 0);
  return 1_000 * Math.max(work / concurrency, ...ends.values());
}

function independent(count: number, seconds: number): readonly BenchTask[] {
  return Array.from({ length: count }, (_, index) => ({ id: idOf(index), seconds, depends: [] }));
}

function idOf(index: number): string {
  return `T${String(index + 1)}`;
}

function withRepo<Value>(measure: (repo: BenchRepo) => Value): Value {
  const repo = new BenchRepo(files);
  try {
    return measure(repo);
  } finally {
    repo.dispose();
  }
}

if (isMain(import.meta.url)) print(await benchRuns());
