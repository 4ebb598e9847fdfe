import type { OrderBuilder } from './orderBuilder.ts';
import type { PhaseTasks } from './phaseOrder.ts';
import { chunkBy } from './phaseOrder.ts';
import type { ExecutionNote, Plan, Task } from '../plan/plan.ts';

/** `[SEQUENTIAL]` phases, tasks and ranges: one at a time. Adds to what the tasks depend on. */
export function connectSequences(order: OrderBuilder, plan: Plan, phases: readonly PhaseTasks[]): void {
  const blocks = parallelBlocks(plan.notes);
  if (plan.notes.length === 0 && !phases.some(needsSequence)) return;
  const leavesOf = leafFinder(plan.tasks);
  const alone = new Map<string, string>();
  for (const note of plan.notes) {
    if (note.mode !== 'sequential') continue;
    const ranges = note.tasks.flatMap((dependency) =>
      dependency.kind === 'task' ? [leavesOf(dependency.id)] : [],
    );
    if (ranges.length > 1) connectChain(order, ranges, note.reason);
    else for (const id of ranges[0] ?? []) alone.set(id, note.reason);
  }
  for (const { phase, leaves } of phases) {
    if (phase.mode === 'sequential') {
      const chain = chunkBy(leaves, (task) => blocks.get(task.id) ?? task.id);
      connectChain(
        order,
        chain.map((block) => block.map((task) => task.id)),
        phase.note,
      );
    }
    connectExclusive(order, leaves, alone);
  }
}

function needsSequence({ phase, leaves }: PhaseTasks): boolean {
  return phase.mode === 'sequential' || leaves.some((task) => task.exclusive);
}

/** Finds what works in a group; a task is its own leaf. */
function leafFinder(tasks: readonly Task[]): (id: string) => readonly string[] {
  const leaves = new Map<string, string[]>();
  // Groups come before their children, so going backwards their leaves are known when they are reached.
  for (const task of tasks.toReversed()) {
    const own = task.kind === 'group' ? (leaves.get(task.id) ?? []) : [task.id];
    leaves.set(task.id, own);
    if (task.parent === null) continue;
    const above = leaves.get(task.parent);
    if (above === undefined) leaves.set(task.parent, [...own]);
    else above.unshift(...own);
  }
  return (id) => leaves.get(id) ?? [];
}

/** Ranges that a note lets run side by side within a sequential phase. */
function parallelBlocks(notes: readonly ExecutionNote[]): ReadonlyMap<string, ExecutionNote> {
  const blocks = new Map<string, ExecutionNote>();
  for (const note of notes) {
    if (note.mode !== 'parallel') continue;
    for (const dependency of note.tasks) if (dependency.kind === 'task') blocks.set(dependency.id, note);
  }
  return blocks;
}

function connectChain(
  order: OrderBuilder,
  blocks: readonly (readonly string[])[],
  note: string | null,
): void {
  blocks.forEach((block, index) => {
    order.join(blocks[index - 1] ?? [], block, { why: 'sequential', note: note === '' ? null : note });
  });
}

/** Nothing of the phase runs beside an exclusive task: those before it in the order land first, the others start after it. */
function connectExclusive(
  order: OrderBuilder,
  leaves: readonly Task[],
  alone: ReadonlyMap<string, string>,
): void {
  const isAlone = (task: Task): boolean => task.exclusive || alone.has(task.id);
  if (!leaves.some(isAlone)) return;
  const runs = chunkBy(dependenciesFirst(leaves), (task) => (isAlone(task) ? task.id : null));
  runs.forEach((run, index) => {
    const previous = runs[index - 1];
    const reason = [...(previous ?? []), ...run].map((task) => alone.get(task.id)).find((note) => note);
    order.join(
      (previous ?? []).map((task) => task.id),
      run.map((task) => task.id),
      { why: 'sequential', note: reason ?? null },
    );
  });
}

/** File order, except where a task depends on a later one of its phase. Tasks on a cycle keep their place at the end. */
function dependenciesFirst(leaves: readonly Task[]): readonly Task[] {
  const places = new Map(leaves.map((task, index) => [task.id, index]));
  const dependants = leaves.map((): number[] => []);
  const open = leaves.map((task, index) => {
    const inPhase = task.depends.flatMap((dependency) =>
      dependency.kind === 'task' ? (places.get(dependency.id) ?? []) : [],
    );
    for (const place of inPhase) dependants[place]?.push(index);
    return inPhase.length;
  });
  if (open.every((count) => count === 0)) return leaves;
  const sorted: Task[] = [];
  const placed = new Set<number>();
  const place = (first: number): void => {
    const ready = [first];
    for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
      const task = leaves[index];
      if (task === undefined || placed.has(index)) continue;
      placed.add(index);
      sorted.push(task);
      for (const dependant of dependants[index]?.toReversed() ?? []) {
        open[dependant] = (open[dependant] ?? 1) - 1;
        // One that stands further down gets its turn there.
        if (open[dependant] === 0 && dependant < first) ready.push(dependant);
      }
    }
  };
  leaves.forEach((_, index) => {
    if (open[index] === 0) place(index);
  });
  leaves.forEach((task, index) => {
    if (!placed.has(index)) sorted.push(task);
  });
  return sorted;
}
