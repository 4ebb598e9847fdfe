import type { RunEvent } from './events.ts';
import { before, type ReadyEntry } from './readyQueue.ts';
import { nextSlot } from './slots.ts';
import { settle } from './settle.ts';
import type { NodeState, ProviderWindow, RunState } from './state.ts';
import { idOf, isTask, isWork } from './nodes.ts';
import { isSatisfied } from './taskStatus.ts';

/** What `decide` can't know by itself. */
export interface Facts {
  /** Epoch ms. */
  readonly now: number;
  /** 0 ≤ random < 1: jitter of back-offs. */
  readonly random: number;
}

/** After a rate limit was lifted, the provider's limit doubles from one in steps of this. */
const windowStepMs = 20_000;
/** By then it is no bound any more. */
const windowSteps = 10;

/**
 * The next thing that the rules want to happen, as the event that says so; null when there is nothing to do now.
 * Pure and total: the same state and facts give the same event. Called again after each event until it says null.
 * The cost does not depend on the number of tasks.
 */
export function decide(state: RunState, facts: Facts): RunEvent | null {
  switch (state.phase) {
    case 'stopped':
    case 'done':
    case 'failed':
    case 'halted':
      return null;
    case 'stopping':
      return settleNext(state, facts) ?? (isQuiet(state) ? stopped(state) : null);
    case 'draining':
      return settleNext(state, facts) ?? (isQuiet(state) && queueRests(state) ? stopped(state) : null);
    case 'paused':
      return settleNext(state, facts) ?? wake(state, facts);
    case 'running':
      return settleNext(state, facts) ?? wake(state, facts) ?? startNext(state, facts) ?? end(state);
  }
}

/** Epoch ms at which `decide` has to be asked again even when nothing happens; null when there is no such time. */
export function nextWake(state: RunState, now: number): number | null {
  if (state.phase !== 'running' && state.phase !== 'paused') return null;
  let wakeAt: number | null = null;
  const consider = (at: number): void => {
    if (wakeAt === null || at < wakeAt) wakeAt = at;
  };
  for (const ref of state.waiting) {
    const status = state.nodes.get(ref)?.status;
    if (status?.name === 'waiting') consider(status.until);
  }
  for (const window of state.windows.values()) {
    if (window.openedAt === null) consider(window.until);
    else if (state.ready.size > 0) {
      const steps = stepsSince(window.openedAt, now);
      if (steps < windowSteps) consider(window.openedAt + (steps + 1) * windowStepMs);
    }
  }
  return wakeAt;
}

function settleNext(state: RunState, facts: Facts): RunEvent | null {
  for (const ref of state.settling) {
    const node = state.nodes.get(ref);
    const event = node === undefined ? null : settle(state, node, facts);
    if (event !== null) return event;
  }
  return null;
}

function wake(state: RunState, facts: Facts): RunEvent | null {
  for (const [provider, window] of state.windows) {
    if (window.openedAt === null && window.until <= facts.now) return { type: 'windowOpened', provider };
  }
  for (const ref of state.waiting) {
    const status = state.nodes.get(ref)?.status;
    if (status?.name === 'waiting' && status.until <= facts.now) {
      return { type: 'taskRequeued', task: ref, cause: status.cause, reason: status.reason };
    }
  }
  return null;
}

function startNext(state: RunState, facts: Facts): RunEvent | null {
  let best: ReadyEntry | null = null;
  const held = state.holds.size > 0;
  for (const entry of state.ready.heads()) {
    if (best !== null && before(best, entry)) continue;
    const node = state.nodes.get(entry.ref);
    if (node === undefined || (held && !isRetryOfHold(node)) || !canStart(state, node, facts)) continue;
    best = entry;
  }
  const node = best === null ? undefined : state.nodes.get(best.ref);
  if (node === undefined) return null;
  if (!isTask(node)) {
    const commit = state.plans.get(node.plan)?.head ?? '';
    return { type: 'verificationStarted', task: node.ref, commit };
  }
  const slot = nextSlot(state, node);
  if (slot === null) return null;
  const cause = node.status.name === 'ready' ? node.status.cause : 'first';
  return { type: 'attemptStarted', task: node.ref, attempt: node.attempts.length + 1, cause, slot };
}

/** A VERIFY item that failed and was retried is itself what the others wait for. */
function isRetryOfHold(node: NodeState): boolean {
  return node.spec.kind === 'verify' || (isTask(node) && node.spec.verification !== null);
}

function canStart(state: RunState, node: NodeState, facts: Facts): boolean {
  if (!isTask(node)) return verifying(state) < state.settings.limits.verification;
  if (state.budgetExceeded !== null) return false;
  const { provider } = node.spec.agent;
  const window = state.windows.get(provider);
  if (window !== undefined && window.openedAt === null) return false;
  for (const limit of state.limits.of(node.plan, node.spec)) {
    if (limit.holders.size >= maxOf(state, limit, facts.now)) return false;
  }
  return nextSlot(state, node) !== null;
}

/** Places of a limit at a moment: a provider's window that has just opened allows fewer. */
export function maxOf(
  state: RunState,
  limit: { readonly tier: string; readonly name: string; readonly max: number },
  now: number,
): number {
  const window = limit.tier === 'provider' ? state.windows.get(limit.name) : undefined;
  return window === undefined ? limit.max : Math.min(limit.max, allowedBy(window, now));
}

function allowedBy(window: ProviderWindow, now: number): number {
  if (window.openedAt === null) return 0;
  return 2 ** Math.min(windowSteps, stepsSince(window.openedAt, now));
}

function stepsSince(openedAt: number, now: number): number {
  return Math.floor((now - openedAt) / windowStepMs);
}

function verifying(state: RunState): number {
  return state.counts.get('verifying') ?? 0;
}

function end(state: RunState): RunEvent | null {
  if (!isQuiet(state) || !queueRests(state) || state.waiting.size > 0) return null;
  const startable = state.ready.size > 0 && state.holds.size === 0 && state.budgetExceeded === null;
  if (startable) return null;
  if (state.needing.size + state.held.size > 0) {
    return state.settings.attended ? null : { type: 'runStopped', reason: needsPeople(state) };
  }
  // Those that a failed VERIFY item holds up start as soon as somebody deals with it.
  if (state.holds.size > 0 && state.ready.size > 0 && state.settings.attended) return null;
  return { type: 'runEnded', outcome: isSomethingLeft(state) ? 'failed' : 'done' };
}

/** Looked at once, at the end. What was not selected is not missed, nor is a barrier behind it. */
function isSomethingLeft(state: RunState): boolean {
  for (const node of state.nodes.values()) {
    if (node.selected && isWork(node) && !isSatisfied(node.status)) return true;
  }
  return false;
}

function needsPeople(state: RunState): string {
  const ids = [...state.needing, ...state.held].map(idOf);
  return `waits for you: ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ', …' : ''}`;
}

function stopped(state: RunState): RunEvent {
  return { type: 'runStopped', reason: state.phaseReason ?? 'drained' };
}

function isQuiet(state: RunState): boolean {
  return state.active.size === 0;
}

/** Nothing is in it but what a person holds back. */
function queueRests(state: RunState): boolean {
  let entries = 0;
  for (const queue of state.queued.values()) entries += queue.size;
  return entries === state.held.size;
}
