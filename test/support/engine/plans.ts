import type { AgentSpec } from '../../../src/shared/attempt.ts';
import { failure, success, type Result } from '../../../src/core/base/result.ts';
import type {
  PassiveNode,
  RunEdge,
  RunNode,
  RunPlan,
  RunSettings,
  RunTask,
  RunVerification,
} from '../../../src/core/engine/runPlan.ts';

export function agent(about: Partial<AgentSpec> = {}): AgentSpec {
  return {
    name: 'stand-in',
    adapter: 'script',
    provider: 'local',
    model: null,
    args: [],
    command: [],
    permissions: { mode: 'edits', allow: [], canAsk: false },
    ...about,
  };
}

/** `north-…` are agents of that provider; there is no `nobody`. */
export function agentNamed(name: string): Result<AgentSpec, { readonly reason: string }> {
  if (name === 'nobody') return failure({ reason: 'there is no agent nobody' });
  return success(agent({ name, provider: name.split('-')[0] ?? name }));
}

const plainWork = {
  body: '',
  phase: '1',
  satisfied: null,
  priority: 0,
  order: 0,
  rank: 0,
  estimateMs: 60_000,
} as const;

/** A task of a minute with a gate; what is not said is the plainest. */
export function task(id: string, about: Partial<RunTask> = {}): RunTask {
  return {
    ...plainWork,
    kind: 'task',
    id,
    identity: id,
    title: `Task ${id}`,
    gate: ['check'],
    branch: `tutti/p/${id}`,
    agent: agent(),
    pool: 'default',
    limits: {
      timeoutMs: 3_600_000,
      silenceMs: 900_000,
      maxTurns: 200,
      maxLogBytes: 1_000_000,
      graceMs: 5_000,
      maxTokens: null,
      maxCostUsd: null,
    },
    retries: 2,
    review: 'auto',
    verification: null,
    leases: [],
    ...about,
  };
}

export function verification(id: string, about: Partial<RunVerification> = {}): RunVerification {
  return {
    ...plainWork,
    kind: 'verify',
    id,
    identity: id,
    title: `VERIFY ${id}`,
    gate: ['verify'],
    verification: 'background',
    ...about,
  };
}

export function barrier(id: string): PassiveNode {
  return { kind: 'barrier', id, title: '' };
}

/** `edges` as `'1 > 2'`: 2 depends on 1. Orders are the places in `nodes`, branches are named after plan and task. */
export function plan(
  nodes: readonly RunNode[],
  edges: readonly string[] = [],
  about: Partial<RunPlan> = {},
): RunPlan {
  const name = about.name ?? 'p';
  const placed = nodes.map((node, order): RunNode => {
    if (node.kind === 'task') return { ...node, order, branch: `tutti/${name}/${node.id}` };
    return node.kind === 'verify' ? { ...node, order } : node;
  });
  return {
    name,
    path: `${name}.md`,
    title: name,
    intro: '',
    integrationBranch: `tutti/${name}/integration`,
    base: 'base',
    head: 'base',
    concurrency: null,
    nodes: placed,
    edges: edges.map(edge),
    criteria: [],
    ...about,
  };
}

function edge(text: string): RunEdge {
  const [from = '', to = ''] = text.split(' > ');
  return { from, to, why: 'depends' };
}

export function settings(
  about: Partial<RunSettings['limits']> = {},
  rest: Partial<RunSettings> = {},
): RunSettings {
  return {
    limits: { run: 8, default: 8, providers: {}, models: {}, verification: 1, ...about },
    pools: {},
    gateTimeoutMs: 60_000,
    budget: { usd: null, tokens: null },
    attended: false,
    ...rest,
  };
}

/** How a run is resumed when nobody can answer and nothing bounds its costs. */
export const unattended = { attended: false, budget: { usd: null, tokens: null } } as const;
