import { assertNever } from '../base/assertNever.ts';
import { addPlan } from './addPlan.ts';
import { spentShare } from './budget.ts';
import { changePlan, renameTask } from './changePlan.ts';
import type { BudgetChanged, JournalEvent } from './events.ts';
import {
  commitWork,
  endAttempt,
  judgeAttempt,
  keepGate,
  launchAttempt,
  startAttempt,
} from './foldAttempt.ts';
import { foldSteering } from './foldSteering.ts';
import { LeaseTable } from './leases.ts';
import { LimitTable } from './limits.ts';
import { makeReady, nodeOf, setStatus } from './nodes.ts';
import { ReadyQueue } from './readyQueue.ts';
import { requestIdOf } from './requestId.ts';
import type { RunSettings } from './runPlan.ts';
import type { NodeState, RunState } from './state.ts';

/** The state before the first event. */
export function initialState(): RunState {
  const settings: RunSettings = {
    limits: { run: 1, default: 1, providers: {}, models: {}, verification: 1 },
    pools: {},
    gateTimeoutMs: 0,
    budget: { usd: null, tokens: null },
    attended: false,
  };
  return {
    run: '',
    settings,
    into: null,
    phase: 'running',
    phaseReason: null,
    plans: new Map(),
    nodes: new Map(),
    ready: new ReadyQueue(),
    leases: new LeaseTable(),
    limits: new LimitTable(settings),
    active: new Set(),
    settling: new Set(),
    queued: new Map(),
    held: new Set(),
    waiting: new Set(),
    needing: new Set(),
    holds: new Set(),
    evidence: new Set(),
    windows: new Map(),
    freeSlots: [],
    slots: new Set(),
    budgetExceeded: null,
    usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 },
    counts: new Map(),
    nextReadySeq: 0,
    handledCommands: new Set(),
    lastSeq: 0,
    lastAt: 0,
    startedAt: 0,
    overAt: null,
    idleMs: 0,
    generation: 0,
  };
}

/** Folds one event into the state, which it owns and mutates. Events of a replaced owner are dropped. */
export function evolve(state: RunState, event: JournalEvent): void {
  if (event.generation < state.generation) return;
  state.generation = event.generation;
  state.lastSeq = event.seq;
  state.lastAt = event.at;
  switch (event.type) {
    case 'runStarted':
      state.run = event.run;
      state.startedAt = event.at;
      state.settings = event.settings;
      state.into = event.into;
      state.limits = new LimitTable(event.settings);
      return;
    case 'planAdded':
      addPlan(state, event.plan, { only: event.only ?? null, at: event.at });
      return;
    case 'planChanged':
      return changePlan(state, event, event.at);
    case 'taskRenamed':
      return renameTask(state, event);
    case 'runResumed':
      if (state.overAt !== null) state.idleMs += event.at - state.overAt;
      state.overAt = null;
      setPhase(state, 'running', null);
      state.settings = {
        ...state.settings,
        ...{ attended: event.attended, budget: event.budget },
        ...(event.attempt === undefined ? {} : { attempt: event.attempt }),
      };
      state.budgetExceeded = null;
      return;
    case 'runDetached':
      return setPhase(state, state.phase, 'nobody plays it: agents go on');
    case 'runPaused':
      return setPhase(state, 'paused', null);
    case 'runUnpaused':
      return setPhase(state, 'running', null);
    case 'drainRequested':
      return setPhase(state, 'draining', null);
    case 'stopRequested':
      return setPhase(state, 'stopping', event.reason);
    case 'runStopped':
      return endRun(state, event.at, { phase: 'stopped', reason: event.reason });
    case 'runEnded':
      return endRun(state, event.at, { phase: event.outcome, reason: null });
    case 'runHalted':
      return endRun(state, event.at, { phase: 'halted', reason: event.reason });
    case 'slotAdded':
      if (!state.slots.has(event.slot)) state.freeSlots.push(event.slot);
      state.slots.add(event.slot);
      return;
    case 'attemptStarted':
      return startAttempt(state, event, event.at);
    case 'attemptLaunched':
      return launchAttempt(state, event, event.at);
    case 'attemptEnded':
      return endAttempt(state, event, event.at);
    case 'workCommitted':
      return commitWork(state, event);
    case 'mergeQueued': {
      const node = nodeOf(state, event.task);
      node.commit = event.commit;
      setStatus(state, node, { name: 'queued', since: event.at });
      return;
    }
    case 'verificationStarted': {
      const node = nodeOf(state, event.task);
      node.startedAt ??= event.at;
      setStatus(state, node, { name: 'verifying', commit: event.commit });
      return;
    }
    case 'gateEnded':
      if (event.passed) state.evidence.add(evidenceKey(event.tree, event.command, event.environment));
      return keepGate(state, event, event.at);
    case 'gateRejected': {
      const node = nodeOf(state, event.task);
      node.rejection = { kind: 'gate', command: event.command, reason: event.reason, output: event.output };
      judgeAttempt(node, { kind: 'gate-failed', reason: `${event.command}: ${event.reason}` });
      node.approved = false;
      setStatus(state, node, { name: 'settling', attempt: node.attempts.length, step: { kind: 'rejected' } });
      return;
    }
    case 'mergeConflicted': {
      const node = nodeOf(state, event.task);
      node.rejection = { kind: 'conflict', head: event.head, files: event.files, against: event.against };
      judgeAttempt(node, { kind: 'conflict', reason: event.files.slice(0, 5).join(', ') });
      node.approved = false;
      setStatus(state, node, { name: 'settling', attempt: node.attempts.length, step: { kind: 'rejected' } });
      return;
    }
    case 'taskLanded': {
      const node = nodeOf(state, event.task);
      const plan = state.plans.get(node.plan);
      if (plan !== undefined && event.commit !== null) plan.head = event.commit;
      plan?.landedFiles.set(node.ref, node.changed);
      node.rejection = null;
      node.endedAt = event.at;
      judgeAttempt(node, { kind: 'landed', reason: event.why });
      setStatus(state, node, { name: 'landed', commit: event.commit, gated: event.gated, why: event.why });
      return;
    }
    case 'taskFailed': {
      const node = nodeOf(state, event.task);
      node.endedAt = event.at;
      setStatus(state, node, { name: 'failed', reason: event.reason });
      return;
    }
    case 'retryScheduled': {
      const node = nodeOf(state, event.task);
      if (event.cause === 'transient') node.counters.transients += 1;
      setStatus(state, node, {
        name: 'waiting',
        until: event.until,
        cause: event.cause,
        reason: event.reason,
      });
      return;
    }
    case 'taskRequeued': {
      const node = nodeOf(state, event.task);
      if (event.cause === 'repair') node.counters.repairs += 1;
      if (event.cause === 'conflict') node.counters.conflicts += 1;
      if (event.cause === 'review') sendBack(node);
      makeReady(state, node, { cause: event.cause, since: event.at, why: event.reason });
      return;
    }
    case 'windowClosed': {
      const known = state.windows.get(event.provider);
      if (known === undefined || known.until < event.until || known.openedAt !== null) {
        state.windows.set(event.provider, { until: event.until, openedAt: null });
      }
      return;
    }
    case 'windowOpened': {
      const window = state.windows.get(event.provider);
      if (window !== undefined) window.openedAt = event.at;
      return;
    }
    case 'personNeeded': {
      const node = nodeOf(state, event.task);
      const live = node.status.name === 'running';
      setStatus(state, node, { name: 'needs-you', need: event.need, live, request: requestIdOf(event) });
      return;
    }
    case 'personAnswered': {
      const node = nodeOf(state, event.task);
      if (node.status.name === 'needs-you' && node.status.live) {
        setStatus(state, node, { name: 'running', attempt: node.attempts.length });
      }
      return;
    }
    case 'taskApproved': {
      const node = nodeOf(state, event.task);
      node.approved = true;
      setStatus(state, node, { name: 'queued', since: event.at });
      return;
    }
    case 'noteAdded':
    case 'tasksSelected':
    case 'taskRetried':
    case 'endRequested':
    case 'taskSkipped':
    case 'taskCancelled':
    case 'taskMarkedDone':
    case 'taskReassigned':
    case 'entryHeld':
    case 'entryReleased':
    case 'entryMoved':
      return foldSteering(state, event);
    case 'decisionMade':
      return;
    case 'budgetExceeded':
      state.budgetExceeded = event.reason;
      return;
    case 'budgetChanged':
      changeBudget(state, event);
      return;
    case 'commandAccepted':
    case 'commandRejected':
      state.handledCommands.add(event.id);
      return;
    default:
      assertNever(event);
  }
}

export function evidenceKey(tree: string, command: string, environment: string): string {
  return `${tree} ${environment} ${command}`;
}

function setPhase(state: RunState, phase: RunState['phase'], reason: string | null): void {
  state.phase = phase;
  state.phaseReason = reason;
}

function endRun(
  state: RunState,
  at: number,
  { phase, reason }: { readonly phase: RunState['phase']; readonly reason: string | null },
): void {
  state.overAt ??= at;
  setPhase(state, phase, reason);
}

/** What the gate or the merge said earlier is settled, unless that is what a person was asked about. */
function sendBack(node: NodeState): void {
  const { status } = node;
  judgeAttempt(node, { kind: 'sent-back', reason: node.note });
  if (status.name !== 'needs-you' || status.need.kind !== 'conflict') node.rejection = null;
}

/** What is spent stays spent: the run goes on when the new budget has room for more. */
function changeBudget(state: RunState, { run, attempt }: BudgetChanged): void {
  const before = state.settings.budget;
  state.settings = { ...state.settings, budget: run, attempt };
  const { costUsd, inputTokens, outputTokens } = state.usage;
  const hasRoom = spentShare(run, { usd: costUsd, tokens: inputTokens + outputTokens }) < 1;
  if (hasRoom && (run.usd !== before.usd || run.tokens !== before.tokens)) state.budgetExceeded = null;
}
