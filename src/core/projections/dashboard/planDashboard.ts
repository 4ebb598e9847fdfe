import type { DashboardView, StructureView, TaskCard } from '../../../shared/dashboard/view.ts';
import type { PlanView, TaskView } from '../../../shared/planView.ts';
import type { RunStatus } from '../../../shared/status.ts';
import type { EstimateBook } from '../../engine/estimates.ts';
import { forecast } from '../../engine/forecast.ts';
import { refOf, type RunPlan, type RunSettings } from '../../engine/runPlan.ts';
import type { PlanGraph } from '../../graph/graph.ts';
import type { Plan } from '../../plan/plan.ts';
import { toPlanView } from '../planView.ts';
import { cardOf, emptyCard } from './cards.ts';
import { countStates } from './header.ts';
import { toForecastView } from './toForecastView.ts';

export interface ShownPlan {
  readonly plan: Plan;
  readonly graph: PlanGraph;
  /** How it would be played; without it there is no forecast. */
  readonly played?: {
    readonly plan: RunPlan;
    readonly settings: RunSettings;
    readonly book: EstimateBook;
  };
}

/** Plans before their first run, or with the states that a run gave them; `now` is epoch ms. */
export function planDashboard(
  plans: readonly ShownPlan[],
  status: RunStatus | null,
  now: number,
): DashboardView {
  const shown = plans.map((one) => ({ ...one, view: toPlanView(one.plan, one.graph, status) }));
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
    forecast: forecastOf(plans, now),
    phases: phasesOf(plans),
    metrics: { figures: [], charts: [], anomalies: [] },
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
  return {
    version: versionOf(shown.map(({ plan }) => plan)),
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

function cardOfTask({ ref, row, state, why, blockers }: TaskView, view: PlanView): TaskCard {
  const card = row === null ? emptyCard(ref, state) : cardOf(ref, row, null);
  return {
    ...card,
    state,
    why,
    blockers: blockers.flatMap(({ id }) => view.tasks.get(id)?.ref ?? []),
  };
}

function forecastOf(plans: readonly ShownPlan[], now: number): DashboardView['forecast'] {
  const played = plans.flatMap(({ played: one }) => (one === undefined ? [] : [one]));
  const [first] = played;
  if (first === undefined || played.length < plans.length) return null;
  const found = forecast(
    played.map(({ plan }) => plan),
    first.settings,
    { book: first.book },
  );
  return toForecastView(found, now);
}

function phasesOf(plans: readonly ShownPlan[]): DashboardView['phases'] {
  const phases = plans.flatMap(({ plan, played }) =>
    plan.phases.map(({ id }) => ({
      phase: refOf(played?.plan.name ?? plan.name, id),
      plannedMs: plannedMs(played?.plan, id),
      actualMs: 0,
    })),
  );
  return phases.filter(({ plannedMs }) => plannedMs > 0);
}

function plannedMs(plan: RunPlan | undefined, phase: string): number {
  const own = (plan?.nodes ?? []).filter((node) => node.kind === 'task' && node.phase === phase);
  return own.reduce(
    (all, node) => all + (node.kind === 'task' && node.satisfied === null ? node.estimateMs : 0),
    0,
  );
}

/** Another one for another reading of the plans' files. */
const versions = new WeakMap<Plan, number>();
let lastVersion = 0;

function versionOf(plans: readonly Plan[]): number {
  for (const plan of plans) if (!versions.has(plan)) versions.set(plan, (lastVersion += 1));
  return plans.reduce((all, plan) => all * 31 + (versions.get(plan) ?? 0), 0) % 2 ** 31;
}
