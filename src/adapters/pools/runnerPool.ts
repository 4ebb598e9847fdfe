import { spawn, type ChildProcess } from 'node:child_process';
import type { LaunchedAttempt, RunnerLauncher } from '../../core/engine/runnerLauncher.ts';

/** How a runner is started: `executable ...args --idle`, with `env` over this process's environment. */
export interface RunnerCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const maxIdle = 8;

/**
 * Runner processes, detached, so that they outlive this one. Every runner is started idle and told its attempt's
 * folder on stdin; one that was started ahead of time has the interpreter's start behind it.
 */
export class RunnerPool implements RunnerLauncher {
  readonly #command: RunnerCommand;
  readonly #idle: ChildProcess[] = [];
  readonly #hosting = new Map<string, ChildProcess>();
  readonly #exitListeners = new Map<string, () => void>();
  #disposed = false;

  constructor(command: RunnerCommand) {
    this.#command = command;
  }

  warm(count: number): void {
    while (!this.#disposed && this.#idle.length < Math.min(count, maxIdle)) this.#idle.push(this.#spawn());
  }

  isHosting(folder: string): boolean {
    return this.#hosting.has(folder);
  }

  async host({ folder }: LaunchedAttempt): Promise<void> {
    const runner = this.#takeIdle() ?? this.#spawn();
    this.#hosting.set(folder, runner);
    runner.once('close', () => {
      this.#hosting.delete(folder);
      this.#exitListeners.get(folder)?.();
    });
    await new Promise<void>((resolve, reject) => {
      runner.once('error', reject);
      runner.stdin?.once('error', reject);
      runner.stdin?.end(`${folder}\n`, () => {
        resolve();
      });
    });
    runner.unref();
  }

  onExit(folder: string, listener: () => void): () => void {
    this.#exitListeners.set(folder, listener);
    return () => {
      this.#exitListeners.delete(folder);
    };
  }

  /** Idle runners end at the end of their stdin; hosting ones go on. */
  dispose(): void {
    this.#disposed = true;
    for (const runner of this.#idle.splice(0)) runner.stdin?.end();
    this.#exitListeners.clear();
  }

  #takeIdle(): ChildProcess | undefined {
    for (let runner = this.#idle.shift(); runner !== undefined; runner = this.#idle.shift()) {
      if (runner.exitCode === null && runner.signalCode === null && runner.pid !== undefined) return runner;
    }
    return undefined;
  }

  #spawn(): ChildProcess {
    const { executable, args, env } = this.#command;
    const runner = spawn(executable, [...args, '--idle'], {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    runner.on('error', () => {
      // Told to whoever gives it an attempt: `host` listens too. An idle one that failed is never taken.
    });
    return runner;
  }
}
