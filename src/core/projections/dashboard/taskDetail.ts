import type { TaskAction, TaskDetail } from '../../../shared/dashboard/view.ts';
import type { Activity } from '../../../shared/activity.ts';
import type { RunStatus, TaskStateWord, TaskStatusRow } from '../../../shared/status.ts';
import { refOf } from '../../engine/runPlan.ts';
import type { NodeState } from '../../engine/state.ts';

const maxFiles = 200;
const maxActivity = 50;

/** All about one task of a run; null when the status does not have it. `activity`: of the run, newest first. */
export function taskDetailOf(
  ref: string,
  status: RunStatus,
  known: { readonly node: NodeState | undefined; readonly activity: readonly Activity[] },
): TaskDetail | null {
  const row = status.tasks.find(({ plan, id }) => refOf(plan, id) === ref);
  if (row === undefined) return null;
  const { node, activity } = known;
  return {
    ref,
    attempts: row.attempts,
    gates: row.gates,
    files: node?.changed.slice(0, maxFiles) ?? [],
    filesChanged: row.filesChanged,
    activity: activity.filter(({ task }) => task === ref).slice(0, maxActivity),
    branch: row.branch,
    worktree: row.worktree,
    request: row.request?.id ?? null,
    actions: actionsOf(row, status),
  };
}

const broken: ReadonlySet<TaskStateWord> = new Set(['failed', 'cancelled', 'blocked']);

/** What the engine's commands allow now, and what there is to be looked at. */
function actionsOf(row: TaskStatusRow, status: RunStatus): readonly TaskAction[] {
  const { state } = row;
  const entry = status.queue.find(({ plan, id }) => plan === row.plan && id === row.id);
  const isLive = status.workers.some(({ attempt }) => attempt.startsWith(`${row.plan}/${row.id}/`));
  const isSatisfied = state === 'landed' || state === 'skipped';
  const isBetweenSteps = state === 'preparing' || state === 'landing';
  const mayRetry =
    state === 'failed' ||
    state === 'cancelled' ||
    state === 'skipped' ||
    state === 'waiting' ||
    (state === 'needs-you' && !isLive);
  const isAsking = state === 'needs-you' && row.request?.kind === 'question';
  const asksForLeave = state === 'needs-you' && !isAsking;
  return [
    ...actionsIf(!row.selected && state === 'pending', 'run'),
    ...actionsIf(mayRetry, 'retry'),
    ...actionsIf(!isSatisfied && !isBetweenSteps, 'skip'),
    ...actionsIf(!isSatisfied && !broken.has(state) && !isBetweenSteps, 'cancel'),
    ...actionsIf(!isSatisfied && !isBetweenSteps, 'markDone'),
    ...actionsIf(entry?.held === false, 'hold'),
    ...actionsIf(entry?.held === true, 'release'),
    ...actionsIf(entry !== undefined && (entry.held || entry.place > 1), 'landNow'),
    ...actionsIf(asksForLeave, 'approve', 'deny'),
    ...actionsIf(isAsking, 'answer'),
    ...actionsIf(isLive, 'showTerminal'),
    ...actionsIf(row.filesChanged > 0 || row.lastCommitAt !== null, 'showChanges'),
    ...actionsIf(row.attempt > 0, 'showTranscript'),
    'revealInPlan',
  ];
}

function actionsIf(isAllowed: boolean, ...actions: readonly TaskAction[]): readonly TaskAction[] {
  return isAllowed ? actions : [];
}
