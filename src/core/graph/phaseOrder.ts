import type { Phase, Plan, Task } from '../plan/plan.ts';

/** The tasks of one phase, by what the order needs to know of them; all in file order. */
export interface PhaseTasks {
  readonly phase: Phase;
  readonly index: number;
  /** Tasks and groups that are in no group, VERIFY left out: the phase is over when these have landed. */
  readonly top: readonly Task[];
  /** What does the work, VERIFY left out. */
  readonly leaves: readonly Task[];
  readonly verify: readonly Task[];
  /** Neighbouring [PARALLEL] phases have the same number. */
  readonly block: number;
}

export function readPhases(plan: Plan): PhaseTasks[] {
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  let block = -1;
  return plan.phases.map((phase, index) => {
    const previous = plan.phases[index - 1];
    const runsBeside = previous?.mode === 'parallel' && phase.mode === 'parallel' && !previous.sync;
    if (!runsBeside) block++;
    const tasks = phase.tasks.flatMap((id) => byId.get(id) ?? []);
    return {
      phase,
      index,
      top: tasks.filter((task) => task.kind !== 'verify' && task.parent === null),
      leaves: tasks.filter((task) => task.kind === 'task'),
      verify: tasks.filter((task) => task.kind === 'verify'),
      block,
    };
  });
}

/** Runs of items of which neighbours have the same key. */
export function chunkBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const chunks: Item[][] = [];
  for (const item of items) {
    const last = chunks.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(item)) last.push(item);
    else chunks.push([item]);
  }
  return chunks;
}
