import type { RunPlan } from '../src/core/engine/runPlan.ts';
import { MemoryWorld } from '../test/support/engine/memoryWorld.ts';
import { plan, settings, task } from '../test/support/engine/plans.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

interface Measured {
  readonly tasks: number;
  readonly times: number;
  readonly events: number;
  readonly seconds: number;
  readonly microsecondsPerEvent: number;
}

/**
 * Whole runs of the engine with everything outside of it in memory and a virtual clock: what the engine itself costs,
 * and how that grows with the plan.
 */
export async function benchEngine(): Promise<readonly BenchRow[]> {
  // As many events as in the large run, in the same moment and with warm code.
  const tenSmall = (): Promise<Measured> => measure({ tasks: 1_000, times: 10 });
  const oneLarge = (): Promise<Measured> => measure({ tasks: 10_000, times: 1 });
  await tenSmall();
  const small = [await tenSmall()];
  const large = [await oneLarge()];
  for (let round = 0; round < 2; round++) {
    small.push(await tenSmall());
    large.push(await oneLarge());
  }
  const seconds = median(large.map((run) => run.seconds));
  const growth =
    median(large.map((run) => run.microsecondsPerEvent)) /
    median(small.map((run) => run.microsecondsPerEvent));
  return [
    { name: 'engine-10000-seconds', ratio: round3(seconds / 3), limit: 1, detail: { large } },
    { name: 'engine-cost-per-event', ratio: round3(growth), limit: 1.3, detail: { small, large } },
  ];
}

/** Each task depends on one of the row before and some on a second one; 50 wide, 8 at work at once. */
function bigPlan(size: number): RunPlan {
  const width = 50;
  const nodes = Array.from({ length: size }, (_, index) => task(String(index), { estimateMs: 60_000 }));
  const edges = nodes.flatMap((_, index) => {
    if (index < width) return [];
    const above = `${String(index - width)} > ${String(index)}`;
    return index % 3 === 0 ? [above, `${String(index - width + 1)} > ${String(index)}`] : [above];
  });
  return plan(nodes, edges);
}

async function measure(work: { readonly tasks: number; readonly times: number }): Promise<Measured> {
  const plan = bigPlan(work.tasks);
  let events = 0;
  const started = performance.now();
  for (let time = 0; time < work.times; time++) events += await eventsOfRun(plan);
  const milliseconds = performance.now() - started;
  const microsecondsPerEvent = round3((milliseconds * 1_000) / events);
  return { ...work, events, seconds: round3(milliseconds / 1_000), microsecondsPerEvent };
}

async function eventsOfRun(played: RunPlan): Promise<number> {
  const world = new MemoryWorld({ remembers: () => false });
  await world.play(world.begin([played], settings({ verification: 4 })));
  const last = world.journal.at(-1);
  if (last?.type !== 'runEnded' || last.outcome !== 'done') {
    throw new Error(`a run of ${played.name} did not end as it should: ${JSON.stringify(last)}`);
  }
  return world.journal.length;
}

function round3(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}

if (isMain(import.meta.url)) print(await benchEngine());
