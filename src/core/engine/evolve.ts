import { assertNever } from '../base/assertNever.ts';
import type { AttemptEnded, AttemptStarted, JournalEvent, WorkCommitted } from './events.ts';
import { addPlan } from './addPlan.ts';
import { changePlan, renameTask } from './changePlan.ts';
import { LeaseTable } from './leases.ts';
import { LimitTable } from './limits.ts';
import { ReadyQueue } from './readyQueue.ts';
import { dropDependency, isTask, makeReady, nodeOf, reopen, setStatus } from './nodes.ts';
import type { RunSettings } from './runPlan.ts';
import { takeIn } from './selection.ts';
import type { Attempt, NodeState, RunState, Verdict } from './state.ts';

const maxGates = 6;

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
    case 'tasksSelected':
      return select(state, event.tasks, event.at);
    case 'runResumed':
      setPhase(state, 'running', null);
      state.settings = { ...state.settings, attended: event.attended, budget: event.budget };
      state.budgetExceeded = null;
      return;
    case 'runDetached':
      return setPhase(state, state.phase, 'nobody plays it: agents go on, `tutti resume` takes it up');
    case 'runPaused':
      return setPhase(state, 'paused', null);
    case 'runUnpaused':
      return setPhase(state, 'running', null);
    case 'drainRequested':
      return setPhase(state, 'draining', null);
    case 'stopRequested':
      return setPhase(state, 'stopping', event.reason);
    case 'runStopped':
      return setPhase(state, 'stopped', event.reason);
    case 'runEnded':
      return setPhase(state, event.outcome, null);
    case 'runHalted':
      return setPhase(state, 'halted', event.reason);
    case 'noteAdded':
      nodeOf(state, event.task).note = event.note;
      return;
    case 'slotAdded':
      if (!state.slots.has(event.slot)) state.freeSlots.push(event.slot);
      state.slots.add(event.slot);
      return;
    case 'attemptStarted':
      return startAttempt(state, event, event.at);
    case 'attemptLaunched': {
      const node = nodeOf(state, event.task);
      const attempt = node.attempts.at(-1);
      if (attempt === undefined) return;
      attempt.launch = { start: event.start, resolves: event.resolves, at: event.at };
      node.base ??= event.start;
      if (event.resolves !== null) node.base = event.resolves;
      setStatus(state, node, { name: 'running', attempt: event.attempt });
      return;
    }
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
    case 'gateEnded': {
      if (event.passed) state.evidence.add(evidenceKey(event.tree, event.command, event.environment));
      const node = state.nodes.get(event.task);
      if (node === undefined) return;
      const { command, passed, reason, durationMs, at, outputFile } = event;
      const run = { attempt: node.attempts.length, command, passed, reason, durationMs, at, outputFile };
      node.gates = [...node.gates, run].slice(-maxGates);
      return;
    }
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
      setStatus(state, node, { name: 'needs-you', need: event.need, live: node.status.name === 'running' });
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
    case 'taskRetried': {
      const node = nodeOf(state, event.task);
      node.counters = { repairs: 0, transients: 0, conflicts: 0 };
      node.note = event.note;
      node.endedAt = null;
      node.endAs = null;
      node.approved = false;
      reopen(state, node, { cause: 'retry', since: event.at, why: null });
      return;
    }
    case 'endRequested':
      nodeOf(state, event.task).endAs = event.as;
      return;
    case 'taskSkipped': {
      const node = nodeOf(state, event.task);
      node.endAs = null;
      node.endedAt = event.at;
      setStatus(state, node, { name: 'skipped' });
      return;
    }
    case 'taskCancelled': {
      const node = nodeOf(state, event.task);
      node.endAs = null;
      node.endedAt = event.at;
      setStatus(state, node, { name: 'cancelled' });
      return;
    }
    case 'entryHeld':
      state.held.add(event.task);
      return;
    case 'entryReleased':
      state.held.delete(event.task);
      return;
    case 'entryMoved':
      return moveEntry(state, event.task, event.place);
    case 'decisionMade':
      return;
    case 'budgetExceeded':
      state.budgetExceeded = event.reason;
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

function select(state: RunState, tasks: readonly string[] | null, at: number): void {
  for (const plan of state.plans.values()) {
    if (tasks === null) plan.only = null;
    else if (plan.only !== null) {
      const own = tasks.filter((ref) => state.nodes.get(ref)?.plan === plan.plan.name);
      plan.only = new Set([...plan.only, ...own]);
    }
  }
  dropDependency(state, takeIn(state, tasks), at);
}

function startAttempt(state: RunState, event: AttemptStarted, at: number): void {
  const node = nodeOf(state, event.task);
  const attempt: Attempt = {
    number: event.attempt,
    ref: node.ref,
    agent: isTask(node) ? node.spec.agent.name : '',
    cause: event.cause,
    slot: event.slot,
    startedAt: at,
    generation: state.generation,
    launch: null,
    end: null,
    commit: null,
    verdict: null,
  };
  node.attempts.push(attempt);
  node.startedAt ??= at;
  takeSlot(state, node, event.slot);
  setStatus(state, node, { name: 'preparing', attempt: event.attempt });
}

function moveEntry(state: RunState, task: string, place: number): void {
  const queue = state.queued.get(nodeOf(state, task).plan);
  if (queue === undefined) return;
  const order = [...queue].filter((ref) => ref !== task);
  order.splice(place, 0, task);
  queue.clear();
  for (const ref of order) queue.add(ref);
}

function judgeAttempt(node: NodeState, verdict: Verdict): void {
  const attempt = node.attempts.at(-1);
  if (attempt !== undefined) attempt.verdict = verdict;
}

function takeSlot(state: RunState, node: NodeState, slot: string): void {
  if (node.slot === slot) return;
  node.slot = slot;
  state.slots.add(slot);
  const index = state.freeSlots.indexOf(slot);
  if (index >= 0) state.freeSlots.splice(index, 1);
}

function endAttempt(state: RunState, event: AttemptEnded, at: number): void {
  const node = nodeOf(state, event.task);
  const attempt = node.attempts.at(-1);
  if (attempt?.number !== event.attempt || attempt.end !== null) return;
  const { outcome, reason, session, model, usage, denied, summary, resetAt } = event;
  // The agent was told.
  if (attempt.launch !== null) node.note = null;
  attempt.end = { outcome, reason, session, model, usage, denied, summary, resetAt, at };
  state.usage.inputTokens += usage.inputTokens;
  state.usage.outputTokens += usage.outputTokens;
  state.usage.cachedTokens += usage.cachedTokens;
  state.usage.costUsd += usage.costUsd ?? 0;
  const { name } = node.status;
  if (name !== 'preparing' && name !== 'running' && name !== 'needs-you') return;
  setStatus(state, node, { name: 'settling', attempt: event.attempt, step: { kind: 'collect' } });
}

function commitWork(state: RunState, event: WorkCommitted): void {
  const node = nodeOf(state, event.task);
  const attempt = node.attempts.at(-1);
  // An attempt that never got its slot has nothing to go on with.
  if (attempt?.launch !== null) {
    node.commit = event.commit;
    if (attempt !== undefined) attempt.commit = event.commit;
  }
  if (event.changed.length > 0)
    node.changed = [...new Set([...node.changed, ...event.changed])].slice(0, 200);
  node.changedCount = Math.max(event.changedCount, node.changed.length);
  setStatus(state, node, { name: 'settling', attempt: event.attempt, step: { kind: 'judge', work: event } });
}
