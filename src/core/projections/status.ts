import type {
  PlanStatus,
  QueueEntryStatus,
  RunningGate,
  RunStateWord,
  RunStatus,
  TaskStateWord,
  TaskStatusRow,
  WorkerStatus,
} from '../../shared/status.ts';
import { whyNotStarted } from '../engine/startBlock.ts';
import { idOf, isTask, isWork } from '../engine/nodes.ts';
import type { RunTask, RunVerification } from '../engine/runPlan.ts';
import type { NodeState, PlanState, RunState, TaskStatus } from '../engine/state.ts';
import { isSatisfied } from '../engine/taskStatus.ts';
import type { Eta } from './eta.ts';
import { attemptsOf } from './attemptStatus.ts';
import type { LiveWorker } from './liveWorkers.ts';

/** What the journal does not hold. */
export interface StatusFacts {
  /** Epoch ms. */
  readonly now: number;
  readonly version: number;
  readonly live: ReadonlyMap<string, LiveWorker>;
  readonly queueSteps: ReadonlyMap<string, 'gate' | 'landing'>;
  readonly runningGates: ReadonlyMap<string, RunningGate>;
  readonly worktreeOf: (slot: string) => string;
  /** Epoch ms at which everything should have landed. */
  readonly etaAt: number | null;
  /** 10th and 90th percentile of it; absent or null where too little is known. */
  readonly etaRange?: Pick<Eta, 'from' | 'to'> | null;
}

/** The state of a run as people and scripts see it. */
export function toStatus(state: RunState, facts: StatusFacts): RunStatus {
  const work = inPlanOrder(state);
  const totals = totalUsage(state, facts);
  return {
    schema: 1,
    version: facts.version,
    run: state.run,
    state: runWord(state),
    reason: state.phaseReason,
    startedAt: iso(state.startedAt),
    // Whoever asks later, from within the process that played it, is told when it was over.
    updatedAt: iso(isOver(state.phase) ? state.lastAt : facts.now),
    plans: [...state.plans.values()].map(planStatus),
    tasks: work.map((node) => taskRow(state, node, facts)),
    workers: work
      .filter((node) => facts.live.has(node.ref) && state.active.has(node.ref))
      .map((node) => worker(state, node, facts)),
    limits: state.limits.all().map(({ tier, name, max, holders }) => ({
      tier,
      name,
      used: holders.size,
      max,
      holders: [...holders],
    })),
    queue: [...state.queued.keys()].flatMap((plan) => queueOf(state, plan, facts)),
    totals: {
      ...totals,
      etaAt: isoOrNull(facts.etaAt),
      etaFrom: isoOrNull(facts.etaRange?.from ?? null),
      etaTo: isoOrNull(facts.etaRange?.to ?? null),
      attempts: countAttempts(work),
    },
  };
}

function countAttempts(work: readonly WorkNode[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { attempts } of work)
    for (const { agent } of attempts) counts.set(agent, (counts.get(agent) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function isOver(phase: RunState['phase']): boolean {
  return phase === 'done' || phase === 'failed' || phase === 'stopped' || phase === 'halted';
}

/** Plan by plan. Tasks that joined later stand where the file has them. */
function inPlanOrder(state: RunState): readonly WorkNode[] {
  const byPlan = new Map([...state.plans.keys()].map((plan): [string, WorkNode[]] => [plan, []]));
  for (const node of state.nodes.values()) if (isWork(node)) byPlan.get(node.plan)?.push(node);
  return [...byPlan.values()].flatMap((nodes) =>
    nodes.sort((one, other) => one.spec.order - other.spec.order),
  );
}

/** The engine's state in the words that people read. */
function stateWord(state: RunState, node: NodeState, step: 'gate' | 'landing' | undefined): TaskStateWord {
  const { status } = node;
  switch (status.name) {
    case 'settling':
    case 'verifying':
      return 'running';
    case 'queued':
      return step === 'landing' ? 'landing' : 'queued';
    case 'ready':
      return state.phase === 'paused' ? 'waiting' : 'ready';
    default:
      return status.name;
  }
}

type WorkNode = NodeState & { readonly spec: RunTask | RunVerification };

function taskRow(state: RunState, node: WorkNode, facts: StatusFacts): TaskStatusRow {
  const { status, spec } = node;
  const attempt = node.attempts.at(-1);
  const live = facts.live.get(node.ref);
  const usage = taskUsage(node, live);
  const step = facts.queueSteps.get(node.ref);
  const task = isTask(node) ? node.spec : null;
  return {
    plan: node.plan,
    id: spec.id,
    title: spec.title,
    phase: spec.phase,
    state: stateWord(state, node, step),
    why: why(state, node, facts),
    attempt: attempt?.number ?? 0,
    agent: task?.agent.name ?? null,
    model: attempt?.end?.model ?? task?.agent.model ?? null,
    branch: task?.branch ?? null,
    worktree: node.slot === null ? null : facts.worktreeOf(node.slot),
    startedAt: node.startedAt === null ? null : iso(node.startedAt),
    endedAt: node.endedAt === null ? null : iso(node.endedAt),
    landedAs: status.name === 'landed' ? status.commit : null,
    ungated: status.name === 'landed' && !status.gated,
    gate: step === 'gate' || status.name === 'verifying',
    dependsOn: node.dependsOn.map(idOf),
    filesChanged: node.changedCount,
    lastCommitAt: attempt?.end === null || attempt?.end === undefined ? null : iso(attempt.end.at),
    progress: live?.progress ?? null,
    etaAt: null,
    tokens: { input: usage.input, output: usage.output, cached: usage.cached },
    costUsd: usage.costUsd,
    request: requestOf(status),
    identity: spec.identity,
    selected: node.selected,
    attempts: attemptsOf(node, live),
    gates: node.gates.map(({ at, ...gate }) => ({ ...gate, endedAt: iso(at) })),
    runningGate: facts.runningGates.get(node.ref) ?? null,
    ...(status.name === 'ready' && task !== null ? { limits: limitsOf(state, node.plan, task) } : {}),
  };
}

function limitsOf(state: RunState, plan: string, task: RunTask): readonly string[] {
  return state.limits.of(plan, task).map(({ tier, name }) => `${tier} ${name}`);
}

function requestOf(status: TaskStatus): TaskStatusRow['request'] {
  if (status.name !== 'needs-you') return null;
  const { request: id, need } = status;
  const { kind, message, options } = need;
  return { id, kind, message, ...(options === undefined ? {} : { options }) };
}

/** What a person should read beside the state; null when the state says all. */
function why(state: RunState, node: WorkNode, facts: StatusFacts): string | null {
  const { status } = node;
  switch (status.name) {
    case 'pending': {
      if (!node.selected) return 'not selected';
      const open = node.dependsOn.filter((ref) => isOpen(state.nodes.get(ref)));
      return open.length === 0 ? null : `waits for ${names(state, open)}`;
    }
    case 'ready':
      return whyNotStarted(state, node, facts.now) ?? status.why;
    case 'waiting':
      return `${status.reason}; again at ${iso(status.until).slice(11, 19)} UTC`;
    case 'needs-you':
      return status.need.message;
    case 'blocked':
    case 'failed':
      return status.reason;
    case 'landed':
    case 'skipped':
      return status.why;
    case 'preparing':
      return attemptText(node);
    case 'queued':
      return state.held.has(node.ref) ? 'held by you' : (gateText(node, facts) ?? attemptText(node));
    case 'verifying':
      return node.spec.gate.join(' && ');
    default:
      return node.attempts.length > 1 ? attemptText(node) : null;
  }
}

/** Null: its gate does not run. */
function gateText({ ref }: NodeState, { queueSteps, runningGates }: StatusFacts): string | null {
  if (queueSteps.get(ref) !== 'gate') return null;
  const command = runningGates.get(ref)?.command;
  return command === undefined ? 'its gate runs' : `its gate runs: ${command}`;
}

function attemptText(node: NodeState): string | null {
  const cause = node.attempts.at(-1)?.cause;
  if (cause === undefined || cause === 'first') return null;
  return `attempt ${String(node.attempts.length)}: ${cause}`;
}

function isOpen(node: NodeState | undefined): boolean {
  return node !== undefined && !isSatisfied(node.status);
}

/** Barriers are told by the tasks that they wait for. */
function names(state: RunState, refs: readonly string[]): string {
  const open = new Set<string>();
  const seen = new Set<string>();
  const work = [...refs];
  for (let ref = work.shift(); ref !== undefined && open.size <= 6; ref = work.shift()) {
    const node = state.nodes.get(ref);
    if (node === undefined || seen.has(ref) || !isOpen(node)) continue;
    seen.add(ref);
    if (node.spec.kind === 'barrier') work.push(...node.dependsOn);
    else open.add(idOf(ref));
  }
  const list = [...open];
  return list.length > 6 ? `${list.slice(0, 6).join(', ')}, …` : list.join(', ');
}

function worker(state: RunState, node: WorkNode, facts: StatusFacts): WorkerStatus {
  const live = facts.live.get(node.ref);
  const silentMs = live === undefined ? 0 : facts.now - live.lastSignAt;
  const silenceMs = isTask(node) ? node.spec.limits.silenceMs : Number.POSITIVE_INFINITY;
  return {
    attempt: `${node.ref}/${String(node.attempts.length)}`,
    pool: isTask(node) ? node.spec.pool : 'default',
    pid: live?.pid ?? null,
    health: silentMs > silenceMs ? 'stuck' : silentMs > silenceMs / 3 ? 'slow' : 'healthy',
    doing: live?.doing ?? 'starting',
    lastSignAt: live === undefined || live.lastSignAt === 0 ? null : iso(live.lastSignAt),
    contextUsed: live?.usage?.contextUsed ?? null,
    blocks: node.dependents.filter((ref) => state.nodes.get(ref)?.spec.kind !== 'barrier').map(idOf),
    waitsFor: [],
  };
}

function queueOf(state: RunState, plan: string, facts: StatusFacts): readonly QueueEntryStatus[] {
  return [...(state.queued.get(plan) ?? [])].map((ref, index) => {
    const status = state.nodes.get(ref)?.status;
    return {
      plan,
      id: idOf(ref),
      place: index + 1,
      held: state.held.has(ref),
      step: facts.queueSteps.get(ref) ?? null,
      since: iso(status?.name === 'queued' ? status.since : facts.now),
    };
  });
}

interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly costUsd: number | null;
}

function taskUsage(node: NodeState, live: LiveWorker | undefined): Usage {
  const ended = node.attempts.map((attempt) => attempt.end?.usage).filter((usage) => usage !== undefined);
  const running = node.attempts.at(-1)?.end === null ? (live?.usage ?? null) : null;
  const all = running === null ? ended : [...ended, running];
  const costs = all.map((usage) => usage.costUsd).filter((cost) => cost !== null);
  return {
    input: sum(all.map((usage) => usage.inputTokens)),
    output: sum(all.map((usage) => usage.outputTokens)),
    cached: sum(all.map((usage) => usage.cachedTokens)),
    costUsd: costs.length === 0 ? null : sum(costs),
  };
}

function totalUsage(
  state: RunState,
  facts: StatusFacts,
): { readonly tokens: number; readonly costUsd: number } {
  let tokens = state.usage.inputTokens + state.usage.outputTokens;
  let { costUsd } = state.usage;
  for (const [ref, live] of facts.live) {
    const open = state.active.has(ref) && state.nodes.get(ref)?.attempts.at(-1)?.end === null;
    if (!open || live.usage === null) continue;
    tokens += live.usage.inputTokens + live.usage.outputTokens;
    costUsd += live.usage.costUsd ?? 0;
  }
  return { tokens, costUsd: Math.round(costUsd * 1e6) / 1e6 };
}

function planStatus({ plan, head, landed, total }: PlanState): PlanStatus {
  const gated = plan.nodes.some((node) => node.kind === 'task' && node.gate.length > 0);
  return {
    name: plan.name,
    path: plan.path,
    integrationBranch: plan.integrationBranch,
    head,
    landed,
    total,
    gated,
  };
}

function runWord(state: RunState): RunStateWord {
  return state.phase === 'stopping' ? 'draining' : state.phase;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : iso(epochMs);
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
