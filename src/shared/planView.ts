import type { TaskStateWord, TaskStatusRow } from './status.ts';

/** A plan with the state of each task: what trees, lenses and the status bar show of it. */
export interface PlanView {
  readonly name: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly phases: readonly PhaseView[];
  /** By id. */
  readonly tasks: ReadonlyMap<string, TaskView>;
  /** Satisfied tasks: landed, ticked or skipped. */
  readonly done: number;
  readonly total: number;
}

export interface PhaseView {
  readonly id: string;
  readonly title: string;
  /** From 1. */
  readonly line: number;
  readonly tasks: readonly string[];
  readonly done: number;
}

export interface TaskView {
  /** `plan/id`, by the name that the plan has in the run. */
  readonly ref: string;
  readonly plan: string;
  readonly id: string;
  readonly title: string;
  readonly kind: 'task' | 'group' | 'verify';
  readonly phase: string;
  /** Group that it is a child of. */
  readonly parent: string | null;
  /** From 1. */
  readonly line: number;
  /** Of the run that has the plan; derived from boxes and order when no run has it. */
  readonly state: TaskStateWord;
  readonly why: string | null;
  /** Dependencies that are not satisfied, barriers told by their tasks: the first 20. */
  readonly blockers: readonly { readonly id: string; readonly state: TaskStateWord }[];
  /** Ids of the tasks that name it as a dependency. */
  readonly dependents: readonly string[];
  /** Null while no run has it. */
  readonly row: TaskStatusRow | null;
}

/** How many of its tasks have landed, ticked ones included; what was skipped is done, but has not landed. */
export function countLandedTasks({ tasks }: PlanView): number {
  return [...tasks.values()].filter(({ kind, state }) => kind !== 'group' && state === 'landed').length;
}
