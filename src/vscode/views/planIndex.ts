import type { PhaseView, PlanView, TaskView } from '../../shared/planView.ts';

/** Which row stands below which, of one plan. */
export interface PlanIndex {
  /** Phases that stand as rows; none where the only one has no heading. */
  readonly phases: readonly PhaseView[];
  readonly phaseById: ReadonlyMap<string, PhaseView>;
  /** Tasks right below a phase, by its id. */
  readonly tops: ReadonlyMap<string, readonly TaskView[]>;
  /** Tasks right below a group, by its id. */
  readonly inGroup: ReadonlyMap<string, readonly TaskView[]>;
}

const indices = new WeakMap<PlanView, PlanIndex>();

/** Made once a view. */
export function planIndex(view: PlanView): PlanIndex {
  const known = indices.get(view);
  if (known !== undefined) return known;
  const inGroup = new Map<string, TaskView[]>();
  const tops = new Map<string, readonly TaskView[]>();
  for (const phase of view.phases) {
    const own: TaskView[] = [];
    for (const id of phase.tasks) {
      const task = view.tasks.get(id);
      if (task === undefined) continue;
      if (task.parent === null || !view.tasks.has(task.parent)) own.push(task);
      else if (inGroup.get(task.parent)?.push(task) === undefined) inGroup.set(task.parent, [task]);
    }
    tops.set(phase.id, own);
  }
  const [first] = view.phases;
  const phases = view.phases.length === 1 && first?.title === '' ? [] : view.phases;
  const phaseById = new Map(view.phases.map((phase) => [phase.id, phase]));
  const index = { phases, phaseById, tops, inGroup };
  indices.set(view, index);
  return index;
}
