import { existsSync } from 'node:fs';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { LaunchedAttempt, RunnerLauncher } from '../../core/engine/runnerLauncher.ts';
import { attemptFiles } from '../../shared/attempt.ts';

export type TerminalEnd = 'exited' | 'closed';

/** What the launcher needs of the editor's terminals. */
export interface AttemptTerminalOpener {
  /** False when attempts are to run without a terminal for now. */
  readonly isWanted: () => boolean;
  /**
   * Opens a terminal whose process is the runner of the attempt, without showing it. Null when no process came to be.
   * `onEnd` is called once: when its process has ended, or when the terminal was closed, which a runner outlives.
   */
  readonly open: (
    attempt: LaunchedAttempt,
    onEnd: (how: TerminalEnd) => void,
  ) => Promise<{ readonly pid: number } | null>;
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
    // It was closed while it started: that was dealt with.
    if (!this.#hosting.delete(folder)) return;
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
    return this.#opener.open(attempt, (how) => {
      this.#ended(attempt, how);
    });
  }

  /** A runner that is only about to start may still claim the token: then the one that is started here attaches. */
  #ended(attempt: LaunchedAttempt, how: TerminalEnd): void {
    const { folder, spec } = attempt;
    this.#hosting.delete(folder);
    if (this.#disposed) return;
    if (!existsSync(join(folder, attemptFiles.startToken))) {
      if (how === 'exited') this.#exitListeners.get(folder)?.();
      return;
    }
    this.#opener.warn(`${spec.attempt}: its terminal ended before the agent started; it runs without one.`);
    this.#detached.host(attempt).catch((error: unknown) => {
      this.#opener.warn(`${spec.attempt}: ${String(error)}`);
      this.#exitListeners.get(folder)?.();
    });
  }
}
