import type { Lease, RunNode, RunPlan, RunSettings } from '../../../src/core/engine/runPlan.ts';
import type { Dice } from './dice.ts';
import { agent, barrier, plan, settings, task, verification } from './plans.ts';

/** A plan of `size` nodes whose edges point forward, with shared files, phases, barriers and verifications. */
export function randomPlan(dice: Dice, size: number, name = 'p'): RunPlan {
  const nodes = Array.from({ length: size }, (_, index) => randomNode(dice, String(index)));
  const density = dice.random() * 0.5;
  const edges: string[] = [];
  for (let to = 1; to < size; to++) {
    for (let from = 0; from < to; from++) {
      if (dice.chance(density)) edges.push(`${String(from)} > ${String(to)}`);
    }
  }
  return plan(nodes, edges, { name, concurrency: dice.chance(0.3) ? 1 + dice.below(3) : null });
}

/** Ids of the tasks that are to run; mostly null: all. */
export function randomSelection(dice: Dice, { nodes }: RunPlan): readonly string[] | null {
  if (dice.chance(0.7)) return null;
  return nodes.filter(({ kind }) => kind !== 'barrier' && dice.chance(0.4)).map(({ id }) => id);
}

export function randomSettings(dice: Dice): RunSettings {
  const limits = {
    run: 1 + dice.below(4),
    default: 1 + dice.below(3),
    providers: { north: 1 + dice.below(2) },
    models: { large: 1 },
    verification: 1 + dice.below(2),
  };
  return settings(limits, { pools: { default: 1 + dice.below(4) }, attended: dice.chance(0.7) });
}

function randomNode(dice: Dice, id: string): RunNode {
  if (dice.chance(0.1)) return barrier(id);
  const mode = dice.chance(0.7) ? 'background' : 'blocking';
  const common = {
    satisfied: dice.chance(0.1) ? 'done in the plan' : null,
    priority: dice.below(3),
    rank: dice.below(4),
  };
  if (dice.chance(0.1)) return verification(id, { ...common, verification: mode });
  return task(id, {
    ...common,
    estimateMs: 1_000 * (1 + dice.below(20)),
    agent: agent({
      provider: dice.chance(0.5) ? 'north' : 'south',
      model: dice.chance(0.3) ? 'large' : null,
    }),
    pool: dice.chance(0.5) ? 'default' : 'other',
    retries: dice.below(3),
    review: dice.chance(0.15) ? 'human' : 'auto',
    verification: dice.chance(0.1) ? mode : null,
    leases: randomLeases(dice),
  });
}

function randomLeases(dice: Dice): readonly Lease[] {
  const leases: Lease[] = [];
  for (const file of ['a', 'b', 'c']) {
    if (dice.chance(0.2)) leases.push({ key: `file:${file}`, mode: 'exclusive' });
  }
  if (dice.chance(0.5)) leases.push({ key: 'phase:1', mode: dice.chance(0.3) ? 'exclusive' : 'shared' });
  return leases;
}
