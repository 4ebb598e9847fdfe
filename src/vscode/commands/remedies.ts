import { isHeld } from '../../core/projections/whyWaiting.ts';
import type { TaskView } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';

/** What a person can do about a task that does not go on. */
export interface Remedy {
  readonly label: string;
  /** Codicon. */
  readonly icon: string;
  /** Takes the task as its argument. */
  readonly command: `tutti.${string}`;
}

const run: Remedy = { label: 'Run Task', icon: 'play', command: 'tutti.runTask' };
const retry: Remedy = { label: 'Retry Task', icon: 'debug-restart', command: 'tutti.retryTask' };
const retryWithNote: Remedy = { label: 'Retry with Note…', icon: 'comment', command: 'tutti.retryWithNote' };
const reassign: Remedy = { label: 'Assign to Another Agent…', icon: 'robot', command: 'tutti.reassignTask' };
const skip: Remedy = { label: 'Skip Task', icon: 'debug-step-over', command: 'tutti.skipTask' };
const answer: Remedy = { label: 'Answer…', icon: 'comment-discussion', command: 'tutti.answerQuestion' };
const landNow: Remedy = { label: 'Land Now', icon: 'arrow-up', command: 'tutti.landNow' };
const release: Remedy = { label: 'Release', icon: 'debug-continue', command: 'tutti.releaseEntry' };
const message: Remedy = { label: 'Send Message…', icon: 'comment', command: 'tutti.sendMessage' };

/** The likeliest first; nothing for a task that is over and in order. */
export function remediesOf(task: TaskView, status: RunStatus | null): readonly Remedy[] {
  const { state, row } = task;
  if (row === null || !row.selected) return state === 'landed' ? [] : [run];
  switch (state) {
    case 'ready':
      return [reassign, skip];
    case 'pending':
    case 'blocked':
      return [skip];
    case 'waiting':
      return [retry, reassign, skip];
    case 'needs-you':
      return [answer];
    case 'running':
      return [message];
    case 'queued':
      return [isHeld(task, status) ? release : landNow];
    case 'failed':
      return [retry, retryWithNote, reassign, skip];
    case 'skipped':
    case 'cancelled':
      return [retry];
    case 'preparing':
    case 'landing':
    case 'landed':
      return [];
  }
}
