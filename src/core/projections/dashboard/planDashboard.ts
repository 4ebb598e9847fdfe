import type { DashboardView, StructureView, TaskCard } from '../../../shared/dashboard/view.ts';
import type { PlanView, TaskView } from '../../../shared/planView.ts';
import { sum } from '../../base/quantiles.ts';
import type { EstimateBook } from '../../engine/estimates.ts';
import type { Forecast } from '../../engine/forecast.ts';
import { refOf, type RunPlan } from '../../engine/runPlan.ts';
import type { PlanGraph } from '../../graph/graph.ts';
import type { Plan } from '../../plan/plan.ts';
import type { HistoryLine } from '../history.ts';
import { toPlanView } from '../planView.ts';
import { emptyCard } from './cards.ts';
import { countStates } from './header.ts';
import { pastMetrics } from './pastMetrics.ts';
import { share, shareRows } from './share.ts';
import { structureVersion } from './structure.ts';
import { toForecastView } from './toForecastView.ts';

export interface ShownPlan {
  readonly plan: Plan;
  readonly graph: PlanGraph;
}

/** Plans as a run would play them, and what that would take. */
export interface ForecastRun {
  readonly plans: readonly RunPlan[];
  /** What its estimates are from. */
  readonly book: EstimateBook;
  readonly forecast: Forecast;
}

/** What plans themselves do not hold. */
export interface PlanFacts {
  /** Epoch ms. */
  readonly now: number;
  /** Null: it can't be told how they would be played. */
  readonly ahead: ForecastRun | null;
  /** `history.ndjson` of all runs, oldest first. */
  readonly past: readonly HistoryLine[];
}

/** Plans before their first run. What is as it was in the view `before` keeps its identity. */
export function planDashboard(
  plans: readonly ShownPlan[],
  facts: PlanFacts,
  before: DashboardView | null = null,
): DashboardView {
  const view = viewOf(plans, facts);
  if (before === null) return view;
  return share(before, {
    ...view,
    tasks: shareRows(before.tasks, view.tasks),
  });
}

function viewOf(plans: readonly ShownPlan[], { now, ahead, past }: PlanFacts): DashboardView {
  const shown = plans.map((one) => ({ ...one, view: toPlanView(one.plan, one.graph, null) }));
  const tasks = shown.flatMap(({ view }) => [...view.tasks.values()]);
  const countable = tasks.filter(({ kind }) => kind !== 'group');
  return {
    header: {
      run: null,
      state: 'idle',
      reason: null,
      plans: shown.map(({ view }) => ({
        name: view.name,
        path: view.path,
        landed: view.done,
        total: view.total,
      })),
      landed: shown.reduce((all, { view }) => all + view.done, 0),
      total: shown.reduce((all, { view }) => all + view.total, 0),
      startedAt: null,
      endedAt: null,
      eta: null,
      tokens: 0,
      costUsd: 0,
      budgetUsd: null,
      counts: countStates(countable.map(({ state }) => state)),
      controls: plans.length === 0 ? [] : ['run'],
    },
    structure: structureOf(shown),
    tasks: shown.flatMap(({ view }) => [...view.tasks.values()].map((task) => cardOfTask(task, view))),
    timeline: [],
    forecast: ahead === null ? null : toForecastView(ahead.forecast, now),
    phases: ahead === null ? [] : phasesOf(plans, ahead),
    metrics: pastMetrics(past),
    workers: [],
    queue: [],
    activity: [],
  };
}

function structureOf(shown: readonly (ShownPlan & { readonly view: PlanView })[]): StructureView {
  const refIn = ({ view }: { readonly view: PlanView }): ((id: string) => string) => {
    const name = [...view.tasks.values()][0]?.plan ?? view.name;
    return (id) => refOf(name, id);
  };
  const order = {
    phases: shown.flatMap((one) =>
      one.view.phases
        .filter(({ tasks }) => tasks.length > 0)
        .map(({ id, title }) => ({ ref: refIn(one)(id), plan: one.view.name, id, title })),
    ),
    nodes: shown.flatMap((one) => nodesOf(one, refIn(one))),
    edges: shown.flatMap((one) => {
      const ref = refIn(one);
      return one.graph.edges.map(({ from, to, why }) => ({ from: ref(from), to: ref(to), why }));
    }),
    overlaps: shown.flatMap((one) => {
      const ref = refIn(one);
      return one.graph.overlaps.map(({ tasks: [left, right], files }) => ({
        tasks: [ref(left), ref(right)] as const,
        files,
      }));
    }),
    criticalPath: shown.flatMap((one) => one.graph.criticalPath.map(refIn(one))),
  };
  return { version: structureVersion(order), ...order };
}

function nodesOf(
  { view, graph }: ShownPlan & { readonly view: PlanView },
  ref: (id: string) => string,
): StructureView['nodes'] {
  const tasks = [...view.tasks.values()].map(({ id, phase, kind, title }) => ({
    ref: ref(id),
    id,
    phase: ref(phase),
    kind,
    title,
  }));
  const barriers = graph.nodes
    .filter(({ kind }) => kind === 'barrier')
    .map(({ id }) => ({ ref: ref(id), id, phase: null, kind: 'barrier' as const, title: '' }));
  return [...tasks, ...barriers];
}

function cardOfTask({ ref, state, why, blockers }: TaskView, view: PlanView): TaskCard {
  const open = blockers.flatMap(({ id }) => view.tasks.get(id)?.ref ?? []);
  return { ...emptyCard(ref, state), why, blockers: open };
}

function phasesOf(
  plans: readonly ShownPlan[],
  { plans: played, book }: ForecastRun,
): DashboardView['phases'] {
  const phases = plans.flatMap(({ plan }, index) =>
    plan.phases.map(({ id }) => ({
      phase: refOf(plan.name, id),
      plannedMs: plannedMs(played[index], id, book),
      actualMs: 0,
    })),
  );
  return phases.filter((phase) => phase.plannedMs > 0);
}

function plannedMs(plan: RunPlan | undefined, phase: string, book: EstimateBook): number {
  return sum(
    (plan?.nodes ?? []).map((node) => {
      if (node.kind !== 'task' && node.kind !== 'verify') return 0;
      return node.phase === phase && node.satisfied === null ? book.of(node).ms : 0;
    }),
  );
}
