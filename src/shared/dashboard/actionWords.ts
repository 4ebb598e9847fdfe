import { wordOf } from '../shapes.ts';
import type { TaskAction } from './view.ts';

/** What can be done with a task, in words. */
export const actionWords: Readonly<Record<TaskAction, string>> = {
  run: 'Run',
  retry: 'Retry',
  skip: 'Skip',
  cancel: 'Cancel',
  markDone: 'Mark as done',
  hold: 'Hold',
  release: 'Release',
  landNow: 'Land now',
  approve: 'Approve',
  deny: 'Deny',
  answer: 'Answer',
  showTerminal: 'Show terminal',
  showChanges: 'Show changes',
  showTranscript: 'Show transcript',
  revealInPlan: 'Reveal in plan',
};

export const isTaskAction = wordOf<TaskAction>(actionWords);
