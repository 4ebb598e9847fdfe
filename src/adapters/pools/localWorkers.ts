import { existsSync, mkdirSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  attemptFiles,
  type AttemptMessage,
  type AttemptResult,
  type RunnerIdentity,
  type StartToken,
} from '../../shared/attempt.ts';
import { noUsage } from '../../shared/attemptEvent.ts';
import {
  isAttemptEvent,
  isAttemptResult,
  isAttemptSpec,
  isRunnerIdentity,
} from '../../shared/attemptGuards.ts';
import { toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { fileNameOf } from '../../core/engine/runPlan.ts';
import type { StartWorker, WorkerListener, WorkerPort } from '../../core/engine/ports.ts';
import type { RunnerLauncher } from '../../core/engine/runnerLauncher.ts';
import { isAlive } from '../process/identity.ts';
import { NdjsonReader, watchFolder } from '../process/ndjson.ts';
import { readJson } from '../process/readJson.ts';
import { endMarked, endTree } from '../process/terminate.ts';

/** How often a follower looks by itself: covers lost file events and re-attached workers. */
const sweepMs = 2_000;
const graceMs = 5_000;

/** Workers on this machine: one runner process an attempt, known by the attempt's folder. */
export class LocalWorkers implements WorkerPort, Disposable {
  readonly #runs: string;
  readonly #runners: RunnerLauncher;

  /** The launcher ends with it. */
  constructor(stateFolder: string, runners: RunnerLauncher) {
    this.#runs = join(stateFolder, 'runs');
    this.#runners = runners;
  }

  folderOf(run: string, task: string, attempt: number): string {
    return join(this.#runs, run, 'attempts', fileNameOf(task), String(attempt));
  }

  async start({ folder, spec, prompt, env }: StartWorker): Promise<void> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, attemptFiles.spec), JSON.stringify(spec), { mode: 0o600 });
    writeFileSync(join(folder, attemptFiles.prompt), prompt, { mode: 0o600 });
    const token: StartToken = { generation: spec.generation, env };
    writeFileSync(join(folder, attemptFiles.startToken), JSON.stringify(token), { mode: 0o600 });
    await this.#runners.host({ folder, spec });
  }

  stageOf(folder: string): 'absent' | 'unclaimed' | 'claimed' | 'over' {
    const has = (name: string): boolean => existsSync(join(folder, name));
    if (has(attemptFiles.result)) return 'over';
    if (has(attemptFiles.runner) || has(attemptFiles.startTokenClaimed)) return 'claimed';
    return has(attemptFiles.startToken) ? 'unclaimed' : 'absent';
  }

  follow(folder: string, listener: WorkerListener): Disposable {
    const events = new NdjsonReader(join(folder, attemptFiles.events));
    let over = false;
    let silentSweeps = 0;
    const pass = (): void => {
      const fresh = events.read().filter(isAttemptEvent);
      if (fresh.length > 0) listener.onEvents(fresh);
    };
    const finish = (result: AttemptResult): void => {
      if (over) return;
      over = true;
      watching.dispose();
      listener.onResult(result);
    };
    const look = (): void => {
      if (over) return;
      // The runner writes its result last, so whatever it said before is read after the result was seen.
      const result = readResult(folder);
      pass();
      if (result !== null) return finish(result);
      silentSweeps = this.#isDead(folder) ? silentSweeps + 1 : 0;
      if (silentSweeps > 1) finish(crashed(folder));
    };
    const watching = watchFolder(folder, sweepMs, look);
    const detach = this.#runners.onExit(folder, () => {
      if (over) return;
      const result = readResult(folder);
      pass();
      finish(result ?? crashed(folder));
    });
    setImmediate(look);
    return toDisposable(() => {
      over = true;
      detach();
      watching.dispose();
    });
  }

  send(folder: string, message: AttemptMessage): Promise<void> {
    appendFileSync(join(folder, attemptFiles.inbox), `${JSON.stringify(message)}\n`, { mode: 0o600 });
    return Promise.resolve();
  }

  async end(folder: string): Promise<void> {
    const runner = readRunner(folder);
    if (runner !== null && isAlive(runner)) await endTree(runner.pid, { graceMs });
    await endMarked(folder, { graceMs });
    rmSync(join(folder, attemptFiles.startToken), { force: true });
  }

  warm(count: number): void {
    this.#runners.warm(count);
  }

  dispose(): void {
    this.#runners.dispose();
  }

  /** Nobody will write a result any more: its runner is gone, or never came although it had time to. */
  #isDead(folder: string): boolean {
    const runner = readRunner(folder);
    if (runner !== null) return !isAlive(runner);
    if (this.#runners.isHosting(folder)) return false;
    const spec = join(folder, attemptFiles.spec);
    return !existsSync(spec) || Date.now() - statSync(spec).mtimeMs > 10 * sweepMs;
  }
}

function readResult(folder: string): AttemptResult | null {
  const value = readJson(join(folder, attemptFiles.result));
  return isAttemptResult(value) ? value : null;
}

function readRunner(folder: string): RunnerIdentity | null {
  const value = readJson(join(folder, attemptFiles.runner));
  return isRunnerIdentity(value) ? value : null;
}

function crashed(folder: string): AttemptResult {
  const now = Date.now();
  const found = readJson(join(folder, attemptFiles.spec));
  const spec = isAttemptSpec(found) ? found : null;
  return {
    schema: 1,
    attempt: spec?.attempt ?? folder,
    outcome: 'crashed',
    reason: 'its runner died and left no result',
    exitCode: null,
    signal: null,
    // The one that its agent was started with; whether it came into being is for the next attempt to find out.
    session: spec?.resumeSession ?? spec?.newSession ?? null,
    model: null,
    usage: noUsage,
    denied: [],
    summary: '',
    resetAt: null,
    startedAt: now,
    endedAt: now,
  };
}
