import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { followNdjson } from '../adapters/process/ndjson.ts';
import { appendCommand } from '../adapters/store/inbox.ts';
import { checkEvent, readJournal } from '../adapters/store/journal.ts';
import { lockOwner } from '../adapters/store/lock.ts';
import { runFolder, type RunFolder } from '../adapters/store/runFolders.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import { UserError } from '../core/base/userError.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { evolve, initialState } from '../core/engine/evolve.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { RunStatus } from '../shared/status.ts';
import { exitCodeOf } from './ownedRun.ts';
import type { Project, RunHandle, RunSummary } from './project.ts';

const pollMs = 1_000;
const answerTimeoutMs = 10_000;

/** A run that another process plays: its journal and status are read, commands go to its owner's inbox. */
export class FollowedRun implements RunHandle {
  readonly run: string;
  readonly owned = false;
  readonly #project: Project;
  readonly #folder: RunFolder;
  readonly #state = initialState();
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #changes = new Set<() => void>();
  readonly #following: Disposable;
  readonly #ownerWatch: NodeJS.Timeout;
  #status: RunStatus | null = null;

  constructor(project: Project, run: string) {
    this.run = run;
    this.#project = project;
    this.#folder = runFolder(project.stateFolder, run);
    this.#following = followNdjson(this.#folder.journal, pollMs, (values) => {
      for (const value of values)
        this.#take(checkEvent(value, this.#state.lastSeq + 1, this.#folder.journal));
      for (const listener of this.#changes) listener();
    });
    this.#ownerWatch = setInterval(() => {
      for (const listener of this.#changes) listener();
    }, pollMs);
  }

  status(): RunStatus {
    if (existsSync(this.#folder.status))
      this.#status = JSON.parse(readFileSync(this.#folder.status, 'utf8')) as RunStatus;
    if (this.#status === null)
      throw new UserError(`Run ${this.run} has no status yet: try again in a moment.`, 1);
    return this.#status;
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    // Those behind the state come when they are taken.
    const { lastSeq } = this.#state;
    for (const event of readJournal(this.#folder.journal).events) if (event.seq <= lastSeq) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  /** Without an owner the command is kept: `tutti resume` carries it out first. */
  async command(body: RunCommandBody): Promise<Result<null>> {
    const id = randomUUID();
    appendCommand(this.#project.stateFolder, { id, run: this.run, at: Date.now(), ...body });
    if (lockOwner(this.#project.stateFolder) === null) return success(null);
    return new Promise((resolve) => {
      const settle = (answer: Result<null>): void => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        settle(failure({ reason: 'its owner did not answer within 10 seconds' }));
      }, answerTimeoutMs);
      const listener = (event: JournalEvent): void => {
        if (event.type === 'commandAccepted' && event.id === id) settle(success(null));
        if (event.type === 'commandRejected' && event.id === id) settle(failure({ reason: event.reason }));
      };
      this.onEvent(listener);
    });
  }

  /** Also resolves when its owner is gone: then it is stopped without having said so. */
  whenOver(): Promise<RunSummary> {
    return new Promise((resolve) => {
      const check = (): void => {
        const { phase, needing } = this.#state;
        const over = phase === 'stopped' || phase === 'done' || phase === 'failed' || phase === 'halted';
        const alone = lockOwner(this.#project.stateFolder) === null;
        if (this.#state.lastSeq === 0 || !alone) return;
        stop();
        const exitCode = over ? exitCodeOf(this.#state) : needing.size > 0 ? 1 : 130;
        resolve({ status: this.status(), exitCode, reportFile: this.#folder.report, into: null });
      };
      const stop = this.onChange(check);
      check();
    });
  }

  dispose(): Promise<void> {
    this.#following.dispose();
    clearInterval(this.#ownerWatch);
    this.#listeners.clear();
    this.#changes.clear();
    return Promise.resolve();
  }

  #take(event: JournalEvent): void {
    evolve(this.#state, event);
    for (const listener of [...this.#listeners]) listener(event);
  }
}
