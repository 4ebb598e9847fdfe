import { wordOf } from '../shapes.ts';
import type { RunControl, TaskAction } from './view.ts';

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

/** What can be done with a run, in words. */
export const controlWords: Readonly<Record<RunControl, { readonly label: string; readonly title: string }>> =
  {
    run: { label: 'Run', title: 'Start the plan' },
    pause: { label: 'Pause', title: 'Start no more tasks and hold those that run' },
    resume: { label: 'Resume', title: 'Go on with the run' },
    drain: { label: 'Drain', title: 'Let running tasks end, and start no more' },
    stop: { label: 'Stop', title: 'Interrupt what runs; it can be resumed' },
  };

/** What one click must not do, and what is asked first. */
export const actionQuestions: Readonly<Partial<Record<TaskAction | RunControl, string>>> = {
  stop: 'Stop the run? Agents are interrupted, their work is kept.',
  skip: 'Skip this task?',
  cancel: 'Cancel this task?',
  markDone: 'Mark this task as done?',
  deny: 'Deny what this task asks for?',
};

export const isRunControl = wordOf<RunControl>(controlWords);
