import type { PhaseView, PlanView, TaskView } from '../../shared/planView.ts';
import type { RunStatus, TaskStateWord, TaskStatusRow } from '../../shared/status.ts';
import type { PlanGraph } from '../graph/graph.ts';
import type { Plan, Task } from '../plan/plan.ts';
import { brokenTasks } from './brokenTasks.ts';
import { strayTasks } from './strayTasks.ts';

const maxBlockers = 20;
const satisfied: ReadonlySet<TaskStateWord> = new Set(['landed', 'skipped']);

/** A plan with the states of a run; without one (or one that does not have the plan) by its boxes and its order. */
export function toPlanView(plan: Plan, graph: PlanGraph, status: RunStatus | null): PlanView {
  // Many parts of a window look at the same moment.
  const last = lastViews.get(plan);
  if (last?.status === status) return last.view;
  const view = foldView(plan, graph, status);
  lastViews.set(plan, { status, view });
  return view;
}

const lastViews = new WeakMap<Plan, { readonly status: RunStatus | null; readonly view: PlanView }>();

function foldView(plan: Plan, graph: PlanGraph, status: RunStatus | null): PlanView {
  const rows = rowsOf(plan, status);
  const name = nameInRun(plan, status) ?? plan.name;
  const order = readOrder(graph);
  const work = plan.tasks.filter(isWork);
  const broken = brokenTasks(plan);
  const states = statesOf(work, rows, { ...order, broken });
  const tasks = new Map(
    work.map((task): [string, TaskView] => {
      const row = rows?.get(task.id) ?? null;
      return [
        task.id,
        {
          ref: `${name}/${task.id}`,
          plan: name,
          id: task.id,
          title: task.title,
          kind: task.kind,
          phase: task.phase,
          parent: task.parent,
          line: task.line,
          state: states.get(task.id) ?? 'pending',
          why: row?.why ?? (isSatisfied(states.get(task.id)) ? null : (broken.get(task.id) ?? null)),
          blockers: blockersOf(task.id, order, states),
          dependents: order.dependents.get(task.id) ?? [],
          row,
        },
      ];
    }),
  );
  const strays: ReadonlyMap<string, TaskView> =
    rows === null || status === null ? new Map() : strayTasks(plan, rows, status);
  for (const [id, stray] of strays) tasks.set(id, stray);
  const countable = [...tasks.values()].filter(({ kind }) => kind !== 'group').map(({ id }) => id);
  return {
    name: plan.name,
    path: plan.path,
    title: plan.title,
    phases: phasesOf(plan, tasks, strays),
    tasks,
    done: countDone(countable, tasks),
    total: countable.length,
  };
}

/** Strays stand at the end of their phase; one that has gone with them is made for them. */
function phasesOf(
  plan: Plan,
  tasks: ReadonlyMap<string, TaskView>,
  strays: ReadonlyMap<string, TaskView>,
): readonly PhaseView[] {
  const left = new Map<string, string[]>();
  for (const { id, phase } of strays.values()) push(left, phase, id);
  const known = plan.phases.map(({ id, title, line, tasks: own }) => {
    const ids = [...own.filter((task) => tasks.has(task)), ...(left.get(id) ?? [])];
    left.delete(id);
    return { id, title, line, ids };
  });
  const gone = [...left].map(([id, ids]) => ({ id, title: '', line: 1, ids }));
  return [...known, ...gone].map(({ ids, ...phase }) => ({
    ...phase,
    tasks: ids,
    done: countDone(ids, tasks),
  }));
}

type WorkTask = Task & { readonly kind: 'task' | 'group' | 'verify' };

function isWork(task: Task): task is WorkTask {
  return task.kind !== 'criterion';
}

function rowsOf(plan: Plan, status: RunStatus | null): ReadonlyMap<string, TaskStatusRow> | null {
  const name = nameInRun(plan, status);
  if (status === null || name === null) return null;
  return new Map(status.tasks.filter((row) => row.plan === name).map((row) => [row.id, row]));
}

/** A plan that runs beside an earlier branch of its own has another name there; its path stays. */
function nameInRun({ path }: Plan, status: RunStatus | null): string | null {
  return status?.plans.find((plan) => plan.path === path)?.name ?? null;
}

interface Order {
  /** Nodes that a node waits for, barriers included. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** Tasks that wait for a task, without barriers. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

function readOrder(graph: PlanGraph): Order {
  const before = new Map<string, string[]>();
  const dependents = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    push(before, to, from);
    if (!isBarrier(to)) push(dependents, from, to);
  }
  return { before, dependents };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function isBarrier(id: string): boolean {
  return id.startsWith('barrier:');
}

function statesOf(
  work: readonly WorkTask[],
  rows: ReadonlyMap<string, TaskStatusRow> | null,
  order: Order & { readonly broken: ReadonlyMap<string, string> },
): ReadonlyMap<string, TaskStateWord> {
  const states = new Map<string, TaskStateWord>();
  for (const task of work) {
    const known = runState(rows?.get(task.id)) ?? boxState(task);
    if (known !== null) states.set(task.id, known);
  }
  settleGroups(work, states);
  const open = work.filter(({ id }) => !states.has(id));
  const passed = new Map<string, boolean>();
  for (const { id } of open) {
    const waits = (order.before.get(id) ?? []).some((node) => !isPassed(node, order, { states, passed }));
    states.set(id, waits || order.broken.has(id) ? 'pending' : 'ready');
  }
  return states;
}

/** Null for a task that the run leaves out: it knows no more of it than the plan. */
function runState(row: TaskStatusRow | undefined): TaskStateWord | null {
  if (row === undefined) return null;
  return row.state === 'pending' && !row.selected ? null : row.state;
}

function boxState({ state }: Task): TaskStateWord | null {
  if (state === 'done') return 'landed';
  return state === 'skipped' ? 'skipped' : null;
}

/** A group is done when its children are; it has no row of its own. */
function settleGroups(work: readonly WorkTask[], states: Map<string, TaskStateWord>): void {
  const children = new Map<string, string[]>();
  for (const { id, parent } of work) if (parent !== null) push(children, parent, id);
  // Children stand behind their group.
  for (const group of [...work].reverse()) {
    if (group.kind !== 'group' || states.has(group.id)) continue;
    const own = (children.get(group.id) ?? []).map((id) => states.get(id));
    if (own.every(isSatisfied)) states.set(group.id, 'landed');
    else if (own.includes('running')) states.set(group.id, 'running');
  }
}

function isSatisfied(state: TaskStateWord | undefined): boolean {
  return state !== undefined && satisfied.has(state);
}

interface Passing {
  readonly states: ReadonlyMap<string, TaskStateWord>;
  readonly passed: Map<string, boolean>;
}

function isPassed(node: string, order: Order, passing: Passing): boolean {
  if (!isBarrier(node)) return isSatisfied(passing.states.get(node));
  const known = passing.passed.get(node);
  if (known !== undefined) return known;
  // Against a cycle: a barrier that is asked for while it is looked at counts as closed.
  passing.passed.set(node, false);
  const passed = (order.before.get(node) ?? []).every((before) => isPassed(before, order, passing));
  passing.passed.set(node, passed);
  return passed;
}

function blockersOf(
  id: string,
  order: Order,
  states: ReadonlyMap<string, TaskStateWord>,
): TaskView['blockers'] {
  const state = states.get(id);
  if (state !== 'pending' && state !== 'blocked') return [];
  const found: { id: string; state: TaskStateWord }[] = [];
  const seen = new Set<string>();
  const open = [...(order.before.get(id) ?? [])];
  for (let node = open.shift(); node !== undefined && found.length < maxBlockers; node = open.shift()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const nodeState = states.get(node) ?? 'pending';
    if (isBarrier(node)) open.push(...(order.before.get(node) ?? []));
    else if (!isSatisfied(nodeState)) found.push({ id: node, state: nodeState });
  }
  return found;
}

function countDone(ids: readonly string[], tasks: ReadonlyMap<string, TaskView>): number {
  return ids.filter((id) => isSatisfied(tasks.get(id)?.state)).length;
}
