import type { PhaseView, PlanView, TaskView } from '../../shared/planView.ts';
import type { GateStatus } from '../../shared/status.ts';
import { attemptLook, gateLook } from './attemptLook.ts';
import { planIndex } from './planIndex.ts';
import { folderLook, groupLook, phaseLook, planLook } from './planLook.ts';
import type { RowKeeper } from './rowKeeper.ts';
import type { RowLook, RowSource } from './rowLook.ts';
import { taskLook } from './taskLook.ts';
import { factsOf } from './taskFacts.ts';
import type { AttemptRow, PlanRow, TaskRow, TreeRow } from './treeRow.ts';
import { folderOf, planOf, type FolderModel, type PlanModel, type WindowModel } from './windowModel.ts';

interface Place {
  readonly folder: string;
  readonly uri: string;
  readonly plan: string;
}

/** Folder → plan → phase → task → attempt → gate. The only folder has no row, and neither has its only plan. */
export class PlanRows implements RowSource {
  readonly #model: () => WindowModel;
  readonly #keeper: RowKeeper;

  constructor(model: () => WindowModel, keeper: RowKeeper) {
    this.#model = model;
    this.#keeper = keeper;
  }

  children(row: TreeRow | null): readonly TreeRow[] {
    const model = this.#model();
    switch (row?.kind) {
      case undefined:
        return this.#topmost(model);
      case 'folder': {
        const folder = folderOf(model, row.folder);
        return folder === null ? [] : this.#belowFolder(folder);
      }
      case 'plan':
        return this.#belowPlan(row, planOf(model, row));
      case 'phase': {
        const view = planOf(model, row);
        return view === null ? [] : this.#tasks(row, planIndex(view).tops.get(row.phase));
      }
      case 'task': {
        const view = planOf(model, row);
        return view === null ? [] : this.#belowTask(row, view);
      }
      case 'attempt':
        return this.#gates(row);
      default:
        return [];
    }
  }

  parent(row: TreeRow): TreeRow | null {
    if (!('uri' in row)) return null;
    const view = planOf(this.#model(), row);
    const task = 'task' in row ? view?.tasks.get(row.task) : undefined;
    switch (row.kind) {
      case 'plan':
        return this.#folderRow(row.folder);
      case 'phase':
        return this.#planRow(row);
      case 'task': {
        if (view === null || task === undefined) return null;
        if (task.parent !== null && view.tasks.has(task.parent)) return this.taskRow(row, task.parent);
        const phase = planIndex(view).phases.find(({ id }) => id === task.phase);
        return phase === undefined ? this.#planRow(row) : this.#phaseRow(row, phase);
      }
      case 'attempt':
        return this.taskRow(row, row.task);
      case 'gate':
        return this.#attemptRow(row, row.attempt);
      default:
        return null;
    }
  }

  look(row: TreeRow): RowLook | null {
    const model = this.#model();
    if (row.kind === 'folder') return folderLook(folderOf(model, row.folder));
    if (!('uri' in row)) return null;
    const view = planOf(model, row);
    if (view === null) return null;
    if (row.kind === 'plan') return planLook(view, folderOf(model, row.folder)?.plans.length === 1);
    if (row.kind === 'phase') return phaseLook(planIndex(view), row.phase);
    const task = view.tasks.get(row.task);
    if (task === undefined) return null;
    switch (row.kind) {
      case 'task':
        return task.kind === 'group' ? groupLook(task, planIndex(view)) : this.#taskLook(row, task);
      case 'attempt': {
        const attempt = task.row?.attempts.find(({ number }) => number === row.attempt);
        const hasGates = task.row?.gates.some((gate) => gate.attempt === row.attempt) === true;
        return attempt === undefined ? null : attemptLook(attempt, model.now, hasGates);
      }
      case 'gate': {
        const gate = gatesOf(task, row.attempt).find(({ command }) => command === row.command);
        return gate === undefined ? null : gateLook(gate);
      }
      default:
        return null;
    }
  }

  /** Of a task of the plan that this row belongs to. */
  taskRow({ folder, uri, plan }: Place, task: string): TaskRow {
    return this.#keeper.keep({ kind: 'task', key: `${uri}#${task}`, folder, uri, plan, task });
  }

  #topmost({ folders }: WindowModel): readonly TreeRow[] {
    const planned = folders.filter(({ plans }) => plans.length > 0);
    const [first] = planned;
    if (folders.length > 1) return planned.map(({ folder }) => this.#keepFolder(folder));
    return first === undefined ? [] : this.#belowFolder(first);
  }

  #belowFolder({ folder, plans }: FolderModel): readonly TreeRow[] {
    const [first] = plans;
    if (first === undefined) return [];
    if (this.#hasPlanRows(plans)) return plans.flatMap((plan) => this.#keepPlan(folder, plan) ?? []);
    const view = first.view();
    return view === null ? [] : this.#belowPlan({ folder, uri: first.uri, plan: view.name }, view);
  }

  #belowPlan(place: Place, view: PlanView | null): readonly TreeRow[] {
    if (view === null) return [];
    const { phases, tops } = planIndex(view);
    if (phases.length > 0) return phases.map((phase) => this.#phaseRow(place, phase));
    return this.#tasks(place, [...tops.values()].flat());
  }

  #belowTask(row: TaskRow, view: PlanView): readonly TreeRow[] {
    const children = planIndex(view).inGroup.get(row.task);
    if (children !== undefined) return this.#tasks(row, children);
    const attempts = view.tasks.get(row.task)?.row?.attempts ?? [];
    return [...attempts].reverse().map(({ number }) => this.#attemptRow(row, number));
  }

  #gates(row: AttemptRow): readonly TreeRow[] {
    const task = planOf(this.#model(), row)?.tasks.get(row.task);
    if (task === undefined) return [];
    const commands = new Set(gatesOf(task, row.attempt).map(({ command }) => command));
    const { folder, uri, plan, attempt } = row;
    return [...commands].map((command) =>
      this.#keeper.keep({
        kind: 'gate',
        key: `${row.key}/${command}`,
        ...{ folder, uri, plan, task: row.task, attempt, command },
      }),
    );
  }

  #taskLook(row: TaskRow, task: TaskView): RowLook {
    const model = this.#model();
    const children = (task.row?.attempts.length ?? 0) > 0 ? 'closed' : 'none';
    const status = folderOf(model, row.folder)?.status ?? null;
    return taskLook(factsOf(task, status), { now: model.now, spinning: spinningIn(model), children });
  }

  #tasks(place: Place, tasks: readonly TaskView[] = []): readonly TreeRow[] {
    return tasks.map(({ id }) => this.taskRow(place, id));
  }

  #attemptRow({ folder, uri, plan, task }: Place & { readonly task: string }, attempt: number): TreeRow {
    const key = `${uri}#${task}/${attempt}`;
    return this.#keeper.keep({ kind: 'attempt', key, folder, uri, plan, task, attempt });
  }

  #phaseRow({ folder, uri, plan }: Place, { id }: PhaseView): TreeRow {
    return this.#keeper.keep({ kind: 'phase', key: `${uri}#phase:${id}`, folder, uri, plan, phase: id });
  }

  #keepPlan(folder: string, { uri, view }: PlanModel): PlanRow | null {
    const plan = view()?.name;
    return plan === undefined ? null : this.#keeper.keep({ kind: 'plan', key: uri, folder, uri, plan });
  }

  #keepFolder(folder: string): TreeRow {
    return this.#keeper.keep({ kind: 'folder', key: folder, folder });
  }

  #folderRow(folder: string): TreeRow | null {
    return this.#model().folders.length > 1 ? this.#keepFolder(folder) : null;
  }

  #planRow({ folder, uri }: Place): TreeRow | null {
    const plans = folderOf(this.#model(), folder)?.plans ?? [];
    const plan = plans.find((candidate) => candidate.uri === uri);
    return plan === undefined || !this.#hasPlanRows(plans)
      ? this.#folderRow(folder)
      : this.#keepPlan(folder, plan);
  }

  /** The title of the view acts on the only plan of the window, and on no other. */
  #hasPlanRows(plans: readonly PlanModel[]): boolean {
    return plans.length > 1 || this.#model().folders.length > 1;
  }
}

function gatesOf({ row }: TaskView, attempt: number): readonly GateStatus[] {
  // The same command may have judged several trees: the last word counts.
  return [...(row?.gates ?? [])].reverse().filter((gate) => gate.attempt === attempt);
}

const spinningByModel = new WeakMap<WindowModel, number>();

/** Tasks that agents work on, or that land, in all runs of the window. */
function spinningIn(model: WindowModel): number {
  const known = spinningByModel.get(model);
  if (known !== undefined) return known;
  const spins = new Set(['preparing', 'running', 'landing']);
  const counts = model.folders.map(
    ({ status }) => status?.tasks.filter(({ state }) => spins.has(state)).length ?? 0,
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  spinningByModel.set(model, sum);
  return sum;
}
