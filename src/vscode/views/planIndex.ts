import type { PhaseView, PlanView, TaskView } from '../../shared/planView.ts';

/** Which row stands below which, of one plan. */
export interface PlanIndex {
  /** Phases that stand as rows; none where the only one says no more than the plan. */
  readonly phases: readonly PhaseView[];
  readonly phaseById: ReadonlyMap<string, PhaseView>;
  /** Tasks right below a phase, by its id. */
  readonly tops: ReadonlyMap<string, readonly TaskView[]>;
  /** Tasks right below a group, by its id. */
  readonly inGroup: ReadonlyMap<string, readonly TaskView[]>;
  /** Tasks without groups, by the `phaseKey` of the phase or the id of the group around them. */
  readonly counts: ReadonlyMap<string, Count>;
}

export interface Count {
  /** Landed or skipped. */
  readonly done: number;
  readonly total: number;
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
  const isAlone = view.phases.length === 1 && (first?.title === '' || first?.title === view.title);
  const phases = isAlone ? [] : view.phases;
  const phaseById = new Map(view.phases.map((phase) => [phase.id, phase]));
  const counts = new Map<string, Count>();
  for (const phase of view.phases) counts.set(phaseKey(phase.id), countIn(tops.get(phase.id) ?? [], inGroup));
  for (const [group, tasks] of inGroup) counts.set(group, countIn(tasks, inGroup));
  const index = { phases, phaseById, tops, inGroup, counts };
  indices.set(view, index);
  return index;
}

/** Of a phase in `counts`: a task may have its id. */
export function phaseKey(id: string): string {
  return `phase:${id}`;
}

function countIn(tasks: readonly TaskView[], inGroup: ReadonlyMap<string, readonly TaskView[]>): Count {
  let [done, total] = [0, 0];
  for (const { id, kind, state } of tasks) {
    const below = kind === 'group' ? countIn(inGroup.get(id) ?? [], inGroup) : null;
    total += below?.total ?? 1;
    done += below?.done ?? (state === 'landed' || state === 'skipped' ? 1 : 0);
  }
  return { done, total };
}
