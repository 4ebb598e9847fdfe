import type { RunEvent } from './events.ts';
import { journalVersion } from './events.ts';
import type { Limit } from './limits.ts';
import { isTask, nodeOf } from './nodes.ts';
import type { RunPlan, RunSettings } from './runPlan.ts';
import { idsIn } from './selection.ts';
import { simulate } from './simulate.ts';
import { reactionsOf } from './simulatedAgents.ts';
import type { NodeState, RunState } from './state.ts';

/** What is played, and how long each thing takes. Times in milliseconds. */
export interface Ahead {
  readonly plans: readonly RunPlan[];
  readonly settings: RunSettings;
  /** Refs of the tasks that are to run; null: all. */
  readonly only: readonly string[] | null;
  readonly attemptMs: (node: NodeState) => number;
  /** Of each gated task, and of a verification. */
  readonly gateMs: number;
  /** By provider that turns everything down: for how long still. */
  readonly closedMs: ReadonlyMap<string, number>;
  /** By ref of a task whose next attempt is put off: for how long still. */
  readonly putOffMs: ReadonlyMap<string, number>;
}

/** What somebody may wait for. */
export type PlayedLimit = Limit | GateLimit;

/** How many gates run at once. */
export interface GateLimit {
  readonly tier: 'verification';
  readonly name: 'verification';
  readonly max: number;
}

export interface Played {
  readonly wallMs: number;
  readonly state: RunState;
  /** Highest number of tasks at work at once. */
  readonly peak: number;
  /** In the order in which they start. */
  readonly tasks: readonly { readonly ref: string; readonly startMs: number; readonly endMs: number }[];
  /** By limit that was full while somebody waited for it: for how long. */
  readonly waitedMs: ReadonlyMap<PlayedLimit, number>;
}

/**
 * Plays what is to come by the engine's own rules. Every attempt takes its time and succeeds; gates take theirs, as
 * many at once as the verification limit allows; landings take none, and people answer at once.
 */
export function playAhead(ahead: Ahead): Played {
  const tasks = new Map<string, { readonly ref: string; readonly startMs: number; readonly endMs: number }>();
  const waitedMs = new Map<PlayedLimit, number>();
  const waited = (limit: PlayedLimit, ms: number): void => {
    if (ms > 0) waitedMs.set(limit, (waitedMs.get(limit) ?? 0) + ms);
  };
  let peak = 0;
  const gates = gatesOf(ahead);
  const run = simulate(startOf(ahead), {
    react: reactionsOf({
      attempt: (node) => ({ durationMs: ahead.attemptMs(node), outcome: 'finished', resetAt: null }),
      merge: ({ spec, status }) => {
        const since = status.name === 'queued' ? status.since : 0;
        const durationMs = spec.gate.length === 0 ? 0 : gates.endOf(since) - since;
        return { durationMs, verdict: 'landed' };
      },
      verification: () => ({ durationMs: ahead.gateMs, passed: true }),
    }),
    random: () => 0,
    observe: (event, state) => {
      switch (event.type) {
        case 'attemptStarted':
        case 'verificationStarted':
          tasks.set(event.task, { ref: event.task, startMs: event.at, endMs: event.at });
          peak = Math.max(peak, atWork(state));
          return;
        case 'taskLanded': {
          const started = tasks.get(event.task);
          if (started !== undefined) tasks.set(event.task, { ...started, endMs: event.at });
          return;
        }
        default:
          return;
      }
    },
    pass: (state, fromMs, toMs) => {
      for (const limit of limitsInTheWay(state)) waited(limit, toMs - fromMs);
      const isVerificationReady = [...state.ready.heads()].some(({ ref }) => !isTask(nodeOf(state, ref)));
      waited(gates.limit, (isVerificationReady ? toMs : Math.min(toMs, gates.lastStart())) - fromMs);
    },
  });
  return { wallMs: run.now, state: run.state, peak, tasks: [...tasks.values()], waitedMs };
}

/** Gates of who joins a merge queue: so many run at once, in the order in which they were asked for. */
function gatesOf({ settings, gateMs }: Ahead): {
  readonly limit: GateLimit;
  /** Of the gate of who joins at a time. */
  readonly endOf: (since: number) => number;
  /** Of all that have joined: until then somebody waits. */
  readonly lastStart: () => number;
} {
  const max = Math.max(1, settings.limits.verification);
  const free = Array.from({ length: max }, () => 0);
  let lastStart = 0;
  return {
    limit: { tier: 'verification', name: 'verification', max },
    endOf: (since) => {
      if (gateMs === 0) return since;
      const first = free.indexOf(Math.min(...free));
      const start = Math.max(since, free[first] ?? 0);
      lastStart = Math.max(lastStart, start);
      free[first] = start + gateMs;
      return start + gateMs;
    },
    lastStart: () => lastStart,
  };
}

function startOf({ plans, settings, only, closedMs, putOffMs }: Ahead): readonly RunEvent[] {
  return [
    { type: 'runStarted', version: journalVersion, run: 'forecast', settings, into: null },
    ...plans.map((plan): RunEvent => ({ type: 'planAdded', plan, only: idsIn(plan.name, only) })),
    ...[...closedMs].map(([provider, until]): RunEvent => ({ type: 'windowClosed', provider, until })),
    ...[...putOffMs].map(([task, until]): RunEvent => ({
      type: 'retryScheduled',
      task,
      until,
      cause: 'transient',
      reason: '',
    })),
  ];
}

function atWork(state: RunState): number {
  const count = (name: 'preparing' | 'running' | 'verifying'): number => state.counts.get(name) ?? 0;
  return count('preparing') + count('running') + count('verifying');
}

/** The widest full limit of each class of tasks of which one waits. */
function limitsInTheWay(state: RunState): ReadonlySet<Limit> {
  const found = new Set<Limit>();
  for (const { ref } of state.ready.heads()) {
    const node = nodeOf(state, ref);
    if (!isTask(node)) continue;
    const full = state.limits.of(node.plan, node.spec).find((limit) => limit.holders.size >= limit.max);
    if (full !== undefined) found.add(full);
  }
  return found;
}
