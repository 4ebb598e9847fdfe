import type { OrderBuilder } from './orderBuilder.ts';
import type { PhaseTasks } from './phaseOrder.ts';
import { chunkBy } from './phaseOrder.ts';
import type { Task } from '../plan/plan.ts';

/** Phase after phase: a task without `depends` waits for all of the previous phase, or for its phase's pipeline start. */
export function connectPhases(
  order: OrderBuilder,
  phases: readonly PhaseTasks[],
  context: {
    readonly verifyMode: 'background' | 'blocking';
    /** Node ids that a phase's pipeline start stands for. */
    readonly pipelineStart: (phase: PhaseTasks) => readonly string[] | null;
  },
): void {
  let previous: readonly string[] = [];
  let followsSync = false;
  for (const block of chunkBy(phases, (phase) => phase.block)) {
    const waiting: string[] = [];
    for (const phase of block) {
      const implicit = phase.leaves.filter((task) => !task.explicit).map((task) => task.id);
      const starts = context.pipelineStart(phase);
      if (starts !== null) order.join(starts, implicit, { why: 'pipeline' });
      else waiting.push(...implicit);
    }
    if (!followsSync) order.join(previous, waiting, { why: 'phase' });
    followsSync = block.at(-1)?.phase.sync ?? false;
    const ends = block.flatMap((phase) => [
      ...phase.top.map((task) => task.id),
      ...(context.verifyMode === 'blocking' ? phase.verify.map((task) => task.id) : []),
    ]);
    // A phase of nothing but background checks holds nobody up, so the one before it counts.
    if (ends.length > 0) previous = ends;
  }
}

/** `[SYNC]`: nothing after the phase starts before all up to it has landed, checks included. */
export function connectSyncs(order: OrderBuilder, phases: readonly PhaseTasks[]): void {
  let before: string[] = [];
  let barrier: { readonly id: string; readonly note: string | null } | null = null;
  for (const { phase, top, leaves, verify } of phases) {
    if (barrier !== null) {
      const { id, note } = barrier;
      for (const task of [...leaves, ...verify]) order.connect(id, task.id, { why: 'sync', note });
    }
    before.push(...top.map((task) => task.id), ...verify.map((task) => task.id));
    if (!phase.sync) continue;
    const id = order.addBarrier();
    barrier = { id, note: phase.note };
    for (const earlier of before) order.connect(earlier, id, { why: 'sync', note: phase.note });
    before = [];
  }
}

export function connectVerify(order: OrderBuilder, phases: readonly PhaseTasks[]): void {
  for (const { top, verify } of phases) {
    order.join(
      top.map((task) => task.id),
      verify.map((task) => task.id),
      { why: 'verify' },
    );
  }
}

export function connectGroups(order: OrderBuilder, tasks: readonly Task[]): void {
  for (const task of tasks) if (task.parent !== null) order.connect(task.id, task.parent, { why: 'parent' });
}
