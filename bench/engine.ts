import { pathToFileURL } from 'node:url';
import { MemoryWorld } from '../test/support/engine/memoryWorld.ts';
import { plan, settings, task } from '../test/support/engine/plans.ts';

interface Row {
  readonly name: string;
  readonly ratio: number;
  readonly limit: number;
  readonly detail: object;
}

interface Measured {
  readonly tasks: number;
  readonly events: number;
  readonly seconds: number;
  readonly microsecondsPerEvent: number;
}

/**
 * Whole runs of the engine with everything outside of it in memory and a virtual clock: what the engine itself costs,
 * how that grows with the plan, and what it keeps in memory.
 */
export async function benchEngine(): Promise<readonly Row[]> {
  await measure(1_000);
  const memory = await memoryOf(1_000);
  const small = await best(3, () => measure(1_000));
  const large = await best(2, () => measure(10_000));
  return [
    { name: 'engine-10000-seconds', ratio: round(large.seconds / 3), limit: 1, detail: large },
    {
      name: 'engine-cost-per-event',
      ratio: round(large.microsecondsPerEvent / small.microsecondsPerEvent),
      limit: 1.3,
      detail: { small, large },
    },
    { name: 'engine-memory', ratio: round(memory.megabytes / 150), limit: 1, detail: memory },
  ];
}

/** Each task depends on one of the row before and some on a second one; 50 wide, 8 at work at once. */
function bigPlan(size: number): ReturnType<typeof plan> {
  const width = 50;
  const nodes = Array.from({ length: size }, (_, index) => task(String(index), { estimateMs: 60_000 }));
  const edges = nodes.flatMap((_, index) => {
    if (index < width) return [];
    const above = `${String(index - width)} > ${String(index)}`;
    return index % 3 === 0 ? [above, `${String(index - width + 1)} > ${String(index)}`] : [above];
  });
  return plan(nodes, edges);
}

async function measure(size: number): Promise<Measured> {
  const world = new MemoryWorld({ remembers: () => false });
  const started = performance.now();
  await world.play(world.begin([bigPlan(size)], settings({ verification: 4 })));
  const milliseconds = performance.now() - started;
  const last = world.journal.at(-1);
  if (last?.type !== 'runEnded' || last.outcome !== 'done') {
    throw new Error(`the run of ${String(size)} tasks did not end as it should: ${JSON.stringify(last)}`);
  }
  const events = world.journal.length;
  return {
    tasks: size,
    events,
    seconds: round(milliseconds / 1_000),
    microsecondsPerEvent: round((milliseconds * 1_000) / events),
  };
}

async function memoryOf(size: number): Promise<{ readonly tasks: number; readonly megabytes: number }> {
  await measure(size);
  return { tasks: size, megabytes: round(process.memoryUsage.rss() / 1_048_576) };
}

async function best(times: number, run: () => Promise<Measured>): Promise<Measured> {
  let fastest = await run();
  for (let time = 1; time < times; time++) {
    const next = await run();
    if (next.seconds < fastest.seconds) fastest = next;
  }
  return fastest;
}

function round(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await benchEngine(), null, 2));
}
