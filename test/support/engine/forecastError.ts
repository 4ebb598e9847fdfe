import { EstimateBook } from '../../../src/core/engine/estimates.ts';
import { forecast } from '../../../src/core/engine/forecast.ts';
import type { RunPlan, RunSettings } from '../../../src/core/engine/runPlan.ts';
import { ownPastTasks } from '../../../src/core/projections/pastTasks.ts';
import { Dice } from './dice.ts';
import { foldAgain } from './journal.ts';
import { MemoryWorld } from './memoryWorld.ts';
import { agent, plan, settings, task } from './plans.ts';

/**
 * How far a forecast was from what then happened, as a share of it: the real engine plays a random plan on a virtual
 * clock, with gates; estimates come from a run before. `isKnown`: tasks take what they took before; else as much as
 * half or twice of it.
 */
export async function forecastError(
  seed: number,
  { isKnown }: { readonly isKnown: boolean },
): Promise<number> {
  const dice = new Dice(seed);
  const played = layeredPlan(dice);
  const limits = settings({ run: 6, providers: { north: 3 }, verification: 2 });
  const usual = (): number => (isKnown ? 1 : 0.5 + dice.random() * 1.5);
  const before = await play(played, limits, usual);
  const book = new EstimateBook(ownPastTasks(foldAgain(before.journal)));
  const told = forecast([played], limits, { book }).wallMs;
  const actual = (await play(played, limits, usual)).clock.now();
  return Math.abs(told - actual) / actual;
}

/** Tasks take 1.3 times their estimate, times what `chance` says. */
async function play(played: RunPlan, limits: RunSettings, chance: () => number): Promise<MemoryWorld> {
  const estimates = new Map(
    played.nodes.map((node) => [node.id, node.kind === 'task' ? node.estimateMs : 0]),
  );
  const world = new MemoryWorld({ remembers: () => false });
  world.gates.durationMs = 20_000;
  world.workers.perform = ({ taskId }) => ({
    durationMs: Math.round((estimates.get(taskId) ?? 0) * 1.3 * chance()),
  });
  await world.play(world.begin([played], limits));
  const last = world.journal.at(-1);
  if (last?.type !== 'runEnded') throw new Error(`the run did not end: ${JSON.stringify(last)}`);
  return world;
}

/** 30 tasks, of which most wait for one or two of the six before them. */
function layeredPlan(dice: Dice): RunPlan {
  const width = 6;
  const nodes = Array.from({ length: 30 }, (_, index) => {
    const provider = dice.chance(0.6) ? 'north' : 'south';
    const estimateMs = 60_000 * (1 + dice.below(10));
    return task(String(index), { estimateMs, agent: agent({ name: provider, provider }) });
  });
  const edges = nodes.flatMap((_, index) => {
    if (index < width) return [];
    const before = [index - width, index - width + 1].filter(() => dice.chance(0.6));
    return before.map((from) => `${String(from)} > ${String(index)}`);
  });
  return plan(nodes, edges);
}
