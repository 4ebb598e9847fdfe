import type { Dependency, Diagnostic, Plan, Task } from '../plan/plan.ts';
import { connectGroups, connectPhases, connectSyncs, connectVerify } from './barriers.ts';
import { findCycles } from './cycles.ts';
import type { PlanGraph } from './graph.ts';
import { reportCycle, reportOverlap, reportSyncOrder } from './graphDiagnostics.ts';
import { findLeases } from './leases.ts';
import { OrderBuilder } from './orderBuilder.ts';
import { findOverlaps } from './overlaps.ts';
import type { PhaseTasks } from './phaseOrder.ts';
import { readPhases } from './phaseOrder.ts';
import { findCriticalPath, findWaves } from './rounds.ts';
import { connectSequences } from './sequences.ts';
import { topologicalOrder } from './topology.ts';

export interface BuiltGraph {
  readonly graph: PlanGraph;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan's order, and what is wrong with it. Linear in tasks, references and shared files. */
export function buildGraph(plan: Plan): BuiltGraph {
  const diagnostics: Diagnostic[] = [];
  const tasks = plan.tasks.filter((task) => task.kind !== 'criterion');
  const phases = readPhases(plan);
  const order = new OrderBuilder();
  for (const { id, kind } of tasks) if (kind !== 'criterion') order.addNode(id, kind);

  const references = new References(order, phases);
  const misplaced = syncOrder(phases);
  for (const task of tasks) {
    if (task.kind === 'group') continue;
    for (const dependency of task.depends) {
      if (misplaced(task, references.phaseOf(dependency)))
        diagnostics.push(reportSyncOrder(task, dependency));
      else order.connectAll(references.nodesOf(dependency), task.id, { why: 'depends' });
    }
  }
  connectGroups(order, tasks);
  connectSyncs(order, phases);
  connectPhases(order, phases, {
    verifyMode: plan.settings.verifyMode,
    pipelineStart: ({ phase }) => phase.pipelineStart?.flatMap((start) => references.nodesOf(start)) ?? null,
  });
  connectSequences(order, plan, phases);
  connectVerify(order, phases);

  const { nodes } = order;
  const { edges, forward } = order.finish();
  const sorted = topologicalOrder(nodes.length, forward);
  const leases = findLeases(tasks);
  if (sorted === null) {
    const cycles = findCycles(nodes.length, forward).map((cycle) =>
      cycle.flatMap((node) => (nodes[node]?.kind === 'barrier' ? [] : [nodes[node]?.id ?? ''])),
    );
    diagnostics.push(...cycles.map((cycle) => reportCycle(cycle, tasks)));
    return {
      graph: { nodes, edges, cycles, waves: [], criticalPath: [], overlaps: [], leases },
      diagnostics,
    };
  }
  const rounds = { sorted, forward, tasks: nodes.map((_, node) => tasks[node]) };
  const overlaps = findOverlaps(rounds, leases);
  const byId = new Map(overlaps.length === 0 ? [] : tasks.map((task) => [task.id, task]));
  diagnostics.push(...overlaps.flatMap((overlap) => reportOverlap(overlap, byId)));
  const graph: PlanGraph = {
    nodes,
    edges,
    cycles: [],
    waves: findWaves(rounds),
    criticalPath: findCriticalPath(rounds),
    overlaps,
    leases,
  };
  return { graph, diagnostics };
}

/** Finds what a dependency stands for; a phase that is depended on gets one barrier, its checks included. */
class References {
  readonly #order: OrderBuilder;
  readonly #phasesByNumber = new Map<string, PhaseTasks[]>();
  readonly #barriers = new Map<string, readonly string[]>();
  readonly #phaseOfTask = new Map<string, number>();

  constructor(order: OrderBuilder, phases: readonly PhaseTasks[]) {
    this.#order = order;
    for (const tasks of phases) {
      for (const id of tasks.phase.tasks) this.#phaseOfTask.set(id, tasks.index);
      for (const number of new Set([tasks.phase.id, ...tasks.phase.within])) {
        const named = this.#phasesByNumber.get(number);
        if (named === undefined) this.#phasesByNumber.set(number, [tasks]);
        else named.push(tasks);
      }
    }
  }

  nodesOf(dependency: Dependency): readonly string[] {
    switch (dependency.kind) {
      case 'task':
        return [dependency.id];
      case 'phase':
        return this.#phaseEnd(dependency.id);
      case 'external':
        return [];
    }
  }

  /** Place of the phase, of the last one for a heading with several; null: not in this plan. */
  phaseOf(dependency: Dependency): number | null {
    switch (dependency.kind) {
      case 'task':
        return this.#phaseOfTask.get(dependency.id) ?? null;
      case 'phase':
        return this.#named(dependency.id).at(-1)?.index ?? null;
      case 'external':
        return null;
    }
  }

  #named(number: string): readonly PhaseTasks[] {
    return this.#phasesByNumber.get(number) ?? [];
  }

  #phaseEnd(number: string): readonly string[] {
    const known = this.#barriers.get(number);
    if (known !== undefined) return known;
    const ids = this.#named(number).flatMap(({ top, verify }) => [...top, ...verify].map((task) => task.id));
    let end: readonly string[] = ids;
    if (ids.length > 1) {
      const barrier = this.#order.addBarrier();
      for (const id of ids) this.#order.connect(id, barrier, { why: 'phase' });
      end = [barrier];
    }
    this.#barriers.set(number, end);
    return end;
  }
}

/** Tells whether a task waits for something that a `[SYNC]` phase keeps from starting before the task has landed. */
function syncOrder(phases: readonly PhaseTasks[]): (task: Task, dependency: number | null) => boolean {
  const places = new Map(phases.map(({ phase, index }) => [phase.id, index]));
  // For each phase the number of [SYNC] phases before it.
  const syncsBefore: number[] = [0];
  for (const { phase, index } of phases) syncsBefore.push((syncsBefore[index] ?? 0) + (phase.sync ? 1 : 0));
  return (task, dependency) => {
    const own = places.get(task.phase);
    if (own === undefined || dependency === null || dependency <= own) return false;
    return (syncsBefore[dependency + 1] ?? 0) > (syncsBefore[own] ?? 0);
  };
}
