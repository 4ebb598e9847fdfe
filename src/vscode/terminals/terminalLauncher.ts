import { existsSync } from 'node:fs';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { LaunchedAttempt, RunnerLauncher } from '../../core/engine/runnerLauncher.ts';
import { attemptFiles } from '../../shared/attempt.ts';

/** What the launcher needs of the editor's terminals. */
export interface AttemptTerminalOpener {
  /** False when attempts are to run without a terminal for now. */
  readonly isWanted: () => boolean;
  /**
   * Opens a terminal whose process is the runner of the attempt, without showing it. Null when no process came to be.
   * `onExit` is called once when its process has ended, not when the terminal is only closed.
   */
  readonly open: (attempt: LaunchedAttempt, onExit: () => void) => Promise<{ readonly pid: number } | null>;
  readonly warn: (message: string) => void;
}

/** So many start at once: each is a process and a round trip to the window. */
const startingAtOnce = 4;

/** Hosts attempts in terminals; in detached processes where that is not wanted, or fails. No attempt is lost by it. */
export class TerminalLauncher implements RunnerLauncher {
  readonly #opener: AttemptTerminalOpener;
  readonly #detached: RunnerLauncher;
  readonly #starting = new PQueue({ concurrency: startingAtOnce });
  readonly #hosting = new Set<string>();
  readonly #exitListeners = new Map<string, () => void>();
  #disposed = false;

  constructor(opener: AttemptTerminalOpener, detached: RunnerLauncher) {
    this.#opener = opener;
    this.#detached = detached;
  }

  async host(attempt: LaunchedAttempt): Promise<void> {
    if (!this.#opener.isWanted()) return this.#detached.host(attempt);
    const { folder, spec } = attempt;
    this.#hosting.add(folder);
    const opened = await this.#starting.add(() => this.#open(attempt));
    // Whoever owns the run next starts what was not started.
    if (opened !== null || this.#disposed) return;
    this.#hosting.delete(folder);
    this.#opener.warn(`${spec.attempt}: its terminal did not start; it runs without one.`);
    await this.#detached.host(attempt);
  }

  isHosting(folder: string): boolean {
    return this.#hosting.has(folder) || this.#detached.isHosting(folder);
  }

  onExit(folder: string, listener: () => void): () => void {
    this.#exitListeners.set(folder, listener);
    const forget = this.#detached.onExit(folder, listener);
    return () => {
      this.#exitListeners.delete(folder);
      forget();
    };
  }

  warm(count: number): void {
    if (!this.#opener.isWanted()) this.#detached.warm(count);
  }

  /** Terminals stay: they are the attempts. */
  dispose(): void {
    this.#disposed = true;
    this.#exitListeners.clear();
    this.#detached.dispose();
  }

  async #open(attempt: LaunchedAttempt): Promise<{ readonly pid: number } | null> {
    if (this.#disposed) return null;
    return this.#opener.open(attempt, () => {
      this.#exited(attempt);
    });
  }

  #exited(attempt: LaunchedAttempt): void {
    const { folder, spec } = attempt;
    this.#hosting.delete(folder);
    if (this.#disposed) return;
    if (!existsSync(join(folder, attemptFiles.startToken))) {
      this.#exitListeners.get(folder)?.();
      return;
    }
    this.#opener.warn(`${spec.attempt}: its terminal ended before the agent started; it runs without one.`);
    this.#detached.host(attempt).catch((error: unknown) => {
      this.#opener.warn(`${spec.attempt}: ${String(error)}`);
      this.#exitListeners.get(folder)?.();
    });
  }
}
