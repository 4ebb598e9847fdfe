import type { AttemptSpec } from '../../shared/attempt.ts';
import type { Disposable } from '../base/disposable.ts';

/**
 * Starts the processes that host attempts. An attempt's folder is complete when it gets here; whichever runner claims
 * the start token in it hosts the attempt, every other one shows it, so a launch may be tried again without harm.
 */
export interface RunnerLauncher extends Disposable {
  /** Resolves when a runner has the attempt. Rejects when no process can be started. */
  host(attempt: LaunchedAttempt): Promise<void>;
  /** True while a runner that was started here for this folder is on its way, or runs. */
  isHosting(folder: string): boolean;
  /** Calls back when the runner of this folder, started here, is gone. The returned function forgets it. */
  onExit(folder: string, listener: () => void): () => void;
  /** Makes ready for so many attempts. A hint. */
  warm(count: number): void;
}

export interface LaunchedAttempt {
  /** Absolute path. */
  readonly folder: string;
  readonly spec: AttemptSpec;
}
