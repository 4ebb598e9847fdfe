import type { AgentSpec, AttemptLimits } from '../../shared/attempt.ts';
import { defaultEstimateMs } from '../graph/estimates.ts';
import type { PlanGraph } from '../graph/graph.ts';
import type { Plan, Task } from '../plan/plan.ts';
import type { ObjectId } from './ports.ts';
import type { Lease, RunNode, RunPlan, RunTask, RunVerification } from './runPlan.ts';
import { markedDone } from './taskStatus.ts';

/** What a plan does not say by itself: the config's word, the repository's state. */
export interface PlanSurroundings {
  readonly integrationBranch: string;
  readonly base: ObjectId;
  readonly head: ObjectId;
  /** The tasks that landed in earlier runs: by identity, the commit as which each did; null: done by hand. */
  readonly landedBefore: ReadonlyMap<string, ObjectId | null>;
  readonly verify: readonly string[];
  readonly retries: number;
  readonly limits: AttemptLimits;
  readonly serializeOverlaps: boolean;
  readonly defaultPool: string;
  /** The profile of a task; the name was checked before. */
  readonly agentOf: (name: string | null, model: string | null, gate: readonly string[]) => AgentSpec;
  /** Overrides what tasks and plan say (`--agent`). */
  readonly forcedAgent: string | null;
}

/** Joins a checked plan, its graph and its surroundings into what the engine plays. */
export function buildRunPlan(plan: Plan, graph: PlanGraph, around: PlanSurroundings): RunPlan {
  const tasks = new Map(plan.tasks.map((task, order) => [task.id, { task, order }]));
  const ranks = rankNodes(graph, tasks);
  const exclusivePhases = new Set(plan.tasks.filter((task) => task.exclusive).map((task) => task.phase));
  const nodes = graph.nodes.map((node): RunNode => {
    const found = tasks.get(node.id);
    if (found === undefined || node.kind === 'barrier' || node.kind === 'group') {
      return {
        kind: node.kind === 'group' ? 'group' : 'barrier',
        id: node.id,
        title: found?.task.title ?? '',
      };
    }
    const { task, order } = found;
    const common = {
      id: task.id,
      identity: task.identity,
      title: task.title,
      body: task.body,
      phase: task.phase,
      satisfied: satisfiedBy(task, around.landedBefore),
      landedAs: around.landedBefore.get(task.identity) ?? null,
      priority: (task.attributes.priority ?? 0) + plan.settings.priority * 1_000,
      order,
      rank: ranks.get(task.id) ?? 0,
      estimateMs: task.attributes.estimateMs ?? defaultEstimateMs,
      ...(task.attributes.estimateMs === undefined ? { guessed: true } : {}),
    };
    if (task.kind === 'verify' && task.verifyCommands.length > 0) {
      const verification: RunVerification = {
        ...common,
        kind: 'verify',
        gate: task.verifyCommands,
        verification: plan.settings.verifyMode,
      };
      return verification;
    }
    const gate = gateOf(plan, task, around);
    const work: RunTask = {
      ...common,
      kind: 'task',
      gate,
      branch: branchOf(plan.name, task),
      agent: agentOf(plan, task, { around, gate }),
      pool: task.attributes.pool ?? plan.settings.pool ?? around.defaultPool,
      ...(task.attributes.category === undefined ? {} : { category: task.attributes.category }),
      limits: { ...around.limits, timeoutMs: task.attributes.timeoutMs ?? around.limits.timeoutMs },
      retries: task.attributes.retries ?? around.retries,
      review: task.attributes.review ?? 'auto',
      verification: task.kind === 'verify' ? plan.settings.verifyMode : null,
      leases: leasesOf(task, graph, { around, exclusivePhases }),
    };
    return work;
  });
  return {
    name: plan.name,
    path: plan.path,
    title: plan.title,
    intro: plan.intro,
    integrationBranch: around.integrationBranch,
    base: around.base,
    head: around.head,
    concurrency: plan.settings.concurrency,
    nodes,
    edges: graph.edges.map(({ from, to, why }) => ({ from, to, why })),
    criteria: plan.tasks.filter((task) => task.kind === 'criterion').map((task) => task.title),
    phases: plan.phases.map(({ id, title }) => ({ id, title })),
  };
}

function gateOf(plan: Plan, task: Task, around: PlanSurroundings): readonly string[] {
  if (task.attributes.verify !== undefined) return [task.attributes.verify];
  return plan.settings.verify ?? around.verify;
}

function agentOf(
  plan: Plan,
  task: Task,
  known: { readonly around: PlanSurroundings; readonly gate: readonly string[] },
): AgentSpec {
  const { around, gate } = known;
  const name = around.forcedAgent ?? task.attributes.agent ?? plan.settings.agent;
  const model = task.attributes.model ?? plan.settings.model;
  return around.agentOf(name, around.forcedAgent === null ? model : null, gate);
}

function satisfiedBy(task: Task, landedBefore: PlanSurroundings['landedBefore']): string | null {
  if (task.state === 'done') return 'done in the plan';
  if (task.state === 'skipped') return 'skipped in the plan';
  const commit = landedBefore.get(task.identity);
  if (commit === undefined) return null;
  return commit === null ? markedDone : 'landed in an earlier run';
}

function leasesOf(
  task: Task,
  graph: PlanGraph,
  known: { readonly around: PlanSurroundings; readonly exclusivePhases: ReadonlySet<string> },
): readonly Lease[] {
  const files = known.around.serializeOverlaps ? (graph.leases.get(task.id) ?? []) : [];
  const leases: Lease[] = files.map((key) => ({ key: `file:${key}`, mode: 'exclusive' }));
  if (known.exclusivePhases.has(task.phase)) {
    leases.push({ key: `phase:${task.phase}`, mode: task.exclusive ? 'exclusive' : 'shared' });
  }
  return leases;
}

/** `tutti/<plan>/<task>-<slug>`; a branch name that git accepts whatever the title holds. */
function branchOf(plan: string, task: Task): string {
  const slug = task.title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  const id = task.id
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/\.lock$/, '-lock');
  return `tutti/${plan}/${id}${slug === '' ? '' : `-${slug}`}`;
}

/** Longest path from each node to the end, by estimates; barriers weigh nothing. Kahn's order, from the end. */
function rankNodes(
  graph: PlanGraph,
  tasks: ReadonlyMap<string, { readonly task: Task }>,
): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { from, to } of graph.edges) {
    const list = before.get(to);
    if (list === undefined) before.set(to, [from]);
    else list.push(from);
    open.set(from, (open.get(from) ?? 0) + 1);
  }
  const ranks = new Map<string, number>();
  const behind = new Map<string, number>();
  const work = graph.nodes.map((node) => node.id).filter((id) => !open.has(id));
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const task = tasks.get(id)?.task;
    const own =
      task === undefined || task.kind === 'group' ? 0 : (task.attributes.estimateMs ?? defaultEstimateMs);
    const rank = own + (behind.get(id) ?? 0);
    ranks.set(id, rank);
    for (const earlier of before.get(id) ?? []) {
      behind.set(earlier, Math.max(behind.get(earlier) ?? 0, rank));
      const left = (open.get(earlier) ?? 0) - 1;
      open.set(earlier, left);
      if (left === 0) work.push(earlier);
    }
  }
  return ranks;
}
