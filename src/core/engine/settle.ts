import { assertNever } from '../base/assertNever.ts';
import { gateNotFound, type AttemptCause, type Need, type RunEvent, type WorkCommitted } from './events.ts';
import type { Facts } from './decide.ts';
import { isTask } from './nodes.ts';
import type { RunTask } from './runPlan.ts';
import type { AttemptEnd, NodeState, RunState } from './state.ts';

const maxTransients = 3;
const maxConflicts = 1;
const backOffBaseMs = 2_000;
const backOffCapMs = 120_000;

/** What follows once an attempt is over and its work is committed, or once the merge queue gave the task back. */
export function settle(state: RunState, node: NodeState, facts: Facts): RunEvent | null {
  if (node.status.name !== 'settling' || !isTask(node)) return null;
  const { step } = node.status;
  switch (step.kind) {
    case 'collect':
      return null;
    case 'rejected':
      return afterRejection(node, node.spec);
    case 'judge':
      return judge(state, node, { work: step.work, facts });
  }
}

function judge(
  state: RunState,
  node: NodeState & { readonly spec: RunTask },
  known: { readonly work: WorkCommitted; readonly facts: Facts },
): RunEvent | null {
  const end = node.attempts.at(-1)?.end;
  if (end === undefined || end === null) return null;
  const task = node.ref;
  switch (node.endAs) {
    case 'skipped':
      return { type: 'taskSkipped', task };
    case 'cancelled':
      return { type: 'taskCancelled', task };
    case 'done':
      return { type: 'taskMarkedDone', task, commit: null };
    case null:
      break;
  }
  switch (end.outcome) {
    case 'finished':
      return afterFinish(node, end, known.work);
    case 'failed':
      return { type: 'taskFailed', task, reason: end.reason ?? 'the agent failed' };
    case 'timedOut':
      return { type: 'taskFailed', task, reason: end.reason ?? 'the attempt took too long' };
    case 'overBudget':
      return need(
        task,
        'budget',
        `${end.reason ?? 'The budget is used up.'} Retry it with a larger budget, or skip it.`,
      );
    case 'interrupted':
      if (state.budgetExceeded !== null) return need(task, 'budget', state.budgetExceeded);
      return requeue(task, 'interrupted', end.reason ?? 'interrupted');
    case 'crashed':
    case 'transient':
      return backOff(node, end, known.facts);
    case 'rateLimited':
      return afterRateLimit(state, node, { end, facts: known.facts });
    default:
      return assertNever(end.outcome);
  }
}

function afterFinish(
  node: NodeState & { readonly spec: RunTask },
  end: AttemptEnd,
  work: WorkCommitted,
): RunEvent {
  const task = node.ref;
  const { spec } = node;
  if (work.unresolved.length > 0) {
    return need(
      task,
      'conflict',
      `Conflict markers are still in ${work.unresolved.join(', ')}. Resolve them on ${spec.branch}, then approve; or retry.`,
    );
  }
  if (work.tooLarge.length > 0) {
    return need(
      task,
      'suspicious',
      `Files over 10 MB were left out: ${work.tooLarge.join(', ')}. Approve to land without them.`,
    );
  }
  const report = spec.verification !== null ? /^VERIFY: *FAIL\b.*$/im.exec(end.summary) : null;
  if (report !== null) return { type: 'taskFailed', task, reason: report[0] };
  if (spec.gate.length === 0 && end.denied.length > 0 && !node.approved) {
    const denied = end.denied.slice(0, 3).join('; ');
    return need(
      task,
      'suspicious',
      `It finished, but was denied ${denied}. No gate checks it: approve to land it, or retry.`,
    );
  }
  if (!work.changes && spec.gate.length === 0 && spec.verification === null) {
    return need(
      task,
      'suspicious',
      'It finished without changing anything, and no gate is configured. Approve if that is right, or retry.',
    );
  }
  return { type: 'mergeQueued', task, commit: work.commit };
}

function afterRejection(node: NodeState, spec: RunTask): RunEvent | null {
  const task = node.ref;
  const { rejection, counters } = node;
  if (rejection === null) return null;
  if (rejection.kind === 'gate') {
    if (rejection.reason === gateNotFound) {
      return {
        type: 'taskFailed',
        task,
        reason: `the gate \`${rejection.command}\` can't be run: command not found`,
      };
    }
    if (counters.repairs < spec.retries) return requeue(task, 'repair', `gate failed: ${rejection.command}`);
    const tries = counters.repairs === 0 ? '' : ` after ${String(counters.repairs)} repairs`;
    return { type: 'taskFailed', task, reason: `the gate \`${rejection.command}\` failed${tries}` };
  }
  const files = rejection.files.slice(0, 5).join(', ');
  if (counters.conflicts < maxConflicts) return requeue(task, 'conflict', `conflict in ${files}`);
  return need(
    task,
    'conflict',
    `It conflicts again in ${files}. Merge the integration branch into ${spec.branch} and approve; or retry.`,
  );
}

function afterRateLimit(
  state: RunState,
  node: NodeState & { readonly spec: RunTask },
  known: { readonly end: AttemptEnd; readonly facts: Facts },
): RunEvent {
  const { end, facts } = known;
  if (end.resetAt === null || end.resetAt <= facts.now) return backOff(node, end, facts);
  const { provider } = node.spec.agent;
  const window = state.windows.get(provider);
  const closed = window?.openedAt === null ? window.until : 0;
  const until = Math.max(end.resetAt, closed);
  if (until > facts.now && closed < until) return { type: 'windowClosed', provider, until };
  return {
    type: 'retryScheduled',
    task: node.ref,
    until,
    cause: 'window',
    reason: `${provider} is rate-limited`,
  };
}

function backOff(node: NodeState, end: AttemptEnd, facts: Facts): RunEvent {
  const count = node.counters.transients;
  const reason = end.reason ?? 'the agent stopped without a word';
  if (count >= maxTransients) {
    return {
      type: 'taskFailed',
      task: node.ref,
      reason: `${reason} (${String(maxTransients)} more tries did not help)`,
    };
  }
  const delay = Math.min(backOffCapMs, backOffBaseMs * 2 ** count);
  const until = facts.now + Math.round(delay * (0.5 + facts.random / 2));
  return { type: 'retryScheduled', task: node.ref, until, cause: 'transient', reason };
}

function requeue(task: string, cause: AttemptCause, reason: string): RunEvent {
  return { type: 'taskRequeued', task, cause, reason };
}

function need(task: string, kind: Need['kind'], message: string): RunEvent {
  return { type: 'personNeeded', task, need: { kind, message, request: null } };
}
