import type {
  DashboardView,
  PhaseGroup,
  StructureNode,
  StructureView,
  TaskCard,
} from '../src/shared/dashboard/view.ts';
import type { Filter } from './filter.ts';

/** All that the parts of the page are drawn from, at one moment. */
export interface Scene {
  readonly view: DashboardView;
  readonly index: StructureIndex;
  readonly cards: ReadonlyMap<string, TaskCard>;
  readonly filter: Filter;
  /** Refs that the filter lets through; null: it lets all through. */
  readonly shown: ReadonlySet<string> | null;
  readonly selected: string | null;
  readonly readOnly: boolean;
  readonly clock: () => number;
}

/** The structure by ref. */
export interface StructureIndex {
  readonly structure: StructureView;
  readonly nodes: ReadonlyMap<string, StructureNode>;
  readonly phases: ReadonlyMap<string, PhaseGroup>;
  readonly critical: ReadonlySet<string>;
  /** False where ids alone say which task is meant. */
  readonly hasPlans: boolean;
}

export function indexOf(view: DashboardView): StructureIndex {
  const { structure } = view;
  return {
    structure,
    nodes: new Map(structure.nodes.map((node) => [node.ref, node])),
    phases: new Map(structure.phases.map((phase) => [phase.ref, phase])),
    critical: new Set(criticalPathOf(view)),
    hasPlans: new Set(structure.phases.map(({ plan }) => plan)).size > 1,
  };
}

/** Of what is left, by what is known of it now; of all by the plan's estimates where there is no forecast. */
export function criticalPathOf({ forecast, structure }: DashboardView): readonly string[] {
  return forecast?.criticalPath ?? structure.criticalPath;
}

/** All but groups, which are done with their tasks. */
export function tasksOf({ tasks }: DashboardView, { nodes }: StructureIndex): readonly TaskCard[] {
  return tasks.filter(({ ref }) => nodes.get(ref)?.kind !== 'group');
}

/** How a task is called in sentences: its id, or `plan/id` where there are several plans. */
export function nameOf(ref: string, { nodes, hasPlans }: StructureIndex): string {
  return hasPlans ? ref : (nodes.get(ref)?.id ?? ref);
}

/** Since when or how long it works, in ms; null before it has begun. */
export function elapsedOf({ startedAt, endedAt }: TaskCard, now: number): number | null {
  return startedAt === null ? null : Math.max(0, (endedAt ?? now) - startedAt);
}
