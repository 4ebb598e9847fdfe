import type { TaskStateWord, WorkerStatus } from './status.ts';

/** How a task stands, in one word: its state, or a closer one. */
export type TaskWord = TaskStateWord | 'stuck' | 'slow' | 'held' | 'ungated';

/** What is drawn beside the word. */
export type TaskIcon = Exclude<TaskWord, 'slow'> | 'gate';

export interface TaskSign {
  readonly word: TaskWord;
  readonly icon: TaskIcon;
}

/** What is known of a task that is shown. */
export interface Standing {
  readonly state: TaskStateWord;
  /** Its gate runs. */
  readonly gate: boolean;
  /** It landed without a gate. */
  readonly ungated: boolean;
  /** A person keeps it from landing. */
  readonly held: boolean;
  /** Of its worker; null: it has none. */
  readonly health: WorkerStatus['health'] | null;
}

/** The word and the icon of a task, for everything that shows tasks. */
export function taskSign({ state, gate, ungated, held, health }: Standing): TaskSign {
  if (state === 'queued' && held) return { word: 'held', icon: 'held' };
  if (gate) return { word: state, icon: 'gate' };
  if (ungated) return { word: 'ungated', icon: 'ungated' };
  if (state === 'running' && health === 'stuck') return { word: 'stuck', icon: 'stuck' };
  return { word: state === 'running' && health === 'slow' ? 'slow' : state, icon: state };
}
