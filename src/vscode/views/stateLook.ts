import type { AttemptStateWord } from '../../shared/status.ts';
import type { TaskIcon } from '../../shared/taskSign.ts';

/** A codicon and the id of its theme colour; null: the colour of the text. */
export interface Icon {
  readonly id: string;
  readonly color: string | null;
}

/** The word says it; icon and colour only help. */
export const taskIcons: Readonly<Record<TaskIcon, Icon>> = {
  pending: { id: 'circle-outline', color: null },
  ready: { id: 'clock', color: 'testing.iconQueued' },
  preparing: { id: 'loading~spin', color: 'charts.blue' },
  running: { id: 'loading~spin', color: 'charts.blue' },
  stuck: { id: 'warning', color: 'charts.yellow' },
  waiting: { id: 'debug-pause', color: 'charts.yellow' },
  'needs-you': { id: 'bell-dot', color: 'list.warningForeground' },
  queued: { id: 'git-merge', color: 'charts.purple' },
  held: { id: 'git-merge', color: 'charts.yellow' },
  gate: { id: 'beaker', color: 'charts.blue' },
  landing: { id: 'sync~spin', color: 'charts.purple' },
  landed: { id: 'pass-filled', color: 'testing.iconPassed' },
  ungated: { id: 'pass-filled', color: 'testing.iconPassed' },
  blocked: { id: 'lock', color: 'disabledForeground' },
  failed: { id: 'error', color: 'testing.iconFailed' },
  skipped: { id: 'debug-step-over', color: 'testing.iconSkipped' },
  cancelled: { id: 'circle-slash', color: 'disabledForeground' },
};

export const conflictIcon: Icon = { id: 'git-branch-conflicts', color: 'list.errorForeground' };

/** With many rows that spin a spinner tells nothing, and each costs frames. */
const maxSpinning = 10;

/** The icon as it is shown while this many rows would spin. */
export function stillIcon({ id, color }: Icon, spinning: number): Icon {
  return id.endsWith('~spin') && spinning > maxSpinning ? { id: 'play-circle', color } : { id, color };
}

/** An attempt's state in words that stand in a sentence. */
export const attemptWords: Readonly<Record<AttemptStateWord, string>> = {
  preparing: 'preparing',
  running: 'running',
  finished: 'finished',
  landed: 'landed',
  'gate-failed': 'gate failed',
  conflict: 'conflict',
  'sent-back': 'sent back',
  failed: 'failed',
  'timed-out': 'timed out',
  interrupted: 'interrupted',
  crashed: 'crashed',
  transient: 'passing trouble',
  'rate-limited': 'rate limited',
  'over-budget': 'over budget',
};
