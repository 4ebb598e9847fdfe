import type { DashboardView } from '../../../shared/dashboard/view.ts';
import type { RunStatus } from '../../../shared/status.ts';
import type { PlanGraph } from '../../graph/graph.ts';
import type { Plan } from '../../plan/plan.ts';
import { toPlanView } from '../planView.ts';

/** Stand-in: plans before their first run. */
export function planDashboard(
  plans: readonly { readonly plan: Plan; readonly graph: PlanGraph }[],
  status: RunStatus | null,
  now: number,
): DashboardView {
  const tasks = plans.flatMap(({ plan, graph }) => [...toPlanView(plan, graph, status).tasks.values()]);
  return {
    header: {
      run: null,
      state: 'idle',
      reason: null,
      plans: plans.map(({ plan }) => ({ name: plan.name, path: plan.path, landed: 0, total: 0 })),
      landed: 0,
      total: tasks.length,
      startedAt: null,
      endedAt: null,
      eta: null,
      tokens: 0,
      costUsd: 0,
      budgetUsd: null,
      counts: {},
      controls: ['run'],
    },
    structure: {
      version: now === 0 ? 0 : 1,
      phases: [],
      nodes: tasks.map(({ ref, id, title }) => ({ ref, id, phase: null, kind: 'task', title })),
      edges: [],
      overlaps: [],
      criticalPath: [],
    },
    tasks: tasks.map(({ ref, state }) => ({
      ref,
      state,
      gate: false,
      why: null,
      blockers: [],
      agent: null,
      model: null,
      attempt: 0,
      startedAt: null,
      endedAt: null,
      progress: null,
      health: null,
      doing: null,
      contextUsed: null,
      tokens: 0,
      costUsd: null,
      filesChanged: 0,
    })),
    timeline: [],
    forecast: null,
    metrics: { figures: [], charts: [], anomalies: [] },
    workers: [],
    queue: [],
    activity: [],
  };
}
