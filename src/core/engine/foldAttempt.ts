import type { AttemptEnded, AttemptLaunched, AttemptStarted, GateEnded, WorkCommitted } from './events.ts';
import { isTask, nodeOf, replaceAgent, setStatus } from './nodes.ts';
import type { Attempt, NodeState, RunState, Verdict } from './state.ts';

const maxGates = 6;

export function startAttempt(state: RunState, event: AttemptStarted, at: number): void {
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

export function launchAttempt(state: RunState, event: AttemptLaunched, at: number): void {
  const node = nodeOf(state, event.task);
  const attempt = node.attempts.at(-1);
  if (attempt === undefined) return;
  attempt.launch = { start: event.start, resolves: event.resolves, at };
  node.base ??= event.start;
  if (event.resolves !== null) node.base = event.resolves;
  setStatus(state, node, { name: 'running', attempt: event.attempt });
}

export function endAttempt(state: RunState, event: AttemptEnded, at: number): void {
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
  if (name === 'preparing' || name === 'running' || name === 'needs-you')
    setStatus(state, node, { name: 'settling', attempt: event.attempt, step: { kind: 'collect' } });
  if (node.nextAgent === null) return;
  replaceAgent(state, node, node.nextAgent);
  node.nextAgent = null;
}

export function commitWork(state: RunState, event: WorkCommitted): void {
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

/** Keeps the last ones, for people to look at. */
export function keepGate(state: RunState, event: GateEnded, at: number): void {
  const node = state.nodes.get(event.task);
  if (node === undefined) return;
  const { command, passed, reason, durationMs, outputFile } = event;
  const run = { attempt: node.attempts.length, command, passed, reason, durationMs, at, outputFile };
  node.gates = [...node.gates, run].slice(-maxGates);
}

/** What was found of the work of the latest attempt. */
export function judgeAttempt(node: NodeState, verdict: Verdict): void {
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
