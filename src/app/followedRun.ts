import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { followNdjson } from '../adapters/process/ndjson.ts';
import { appendCommand } from '../adapters/store/inbox.ts';
import { checkEvent, readJournal } from '../adapters/store/journal.ts';
import { runFolder, type RunFolder } from '../adapters/store/runFolders.ts';
import { failure, success, type Result } from '../core/base/result.ts';
import { UserError } from '../core/base/userError.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import type { RunCommand, RunCommandBody } from '../shared/command.ts';
import type { RunStatus } from '../shared/status.ts';
import { exitCodeOf } from './exitCode.ts';
import type { Project, RunHandle, RunSummary } from './project.ts';
import { readStatus } from './readStatus.ts';
import { rehearse } from './rehearsal.ts';
import { ownerOf, withoutOwner } from './runOwner.ts';

const pollMs = 1_000;
const answerTimeoutMs = 10_000;
const silence = 'its owner did not answer';

/** A plan that the owner took, and when (number and epoch ms of the event). */
export interface JoinedPlan {
  readonly name: string;
  readonly seq: number;
  readonly at: number;
}

/** A run that another process plays: its journal and status are read, commands go to its owner's inbox. */
export class FollowedRun implements RunHandle {
  readonly run: string;
  readonly owned = false;
  readonly #project: Project;
  readonly #folder: RunFolder;
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #changes = new Set<() => void>();
  readonly #following: Disposable;
  readonly #ownerWatch: NodeJS.Timeout;
  #lastSeq = 0;
  #status: RunStatus | null = null;
  /** Of the file that `#status` was read from. */
  #stamp: string | null = null;
  /** Why its journal can't be followed any more: one sentence. */
  #fault: string | null = null;

  constructor(project: Project, run: string) {
    this.run = run;
    this.#project = project;
    this.#folder = runFolder(project.stateFolder, run);
    this.#following = followNdjson(this.#folder.journal, pollMs, (values) => {
      this.#takeAll(values);
      for (const listener of this.#changes) listener();
    });
    this.#ownerWatch = setInterval(() => {
      for (const listener of this.#changes) listener();
    }, pollMs);
  }

  status(): RunStatus {
    const played = this.#isPlayed();
    this.#read();
    if (this.#status === null) throw new UserError(this.#fault ?? this.#withoutStatus(), 1);
    if (this.#fault !== null) return { ...this.#status, state: 'halted', reason: this.#fault };
    return played ? this.#status : withoutOwner(this.#status);
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    // Those behind the state come when they are taken.
    const lastSeq = this.#lastSeq;
    for (const event of this.#written()) if (event.seq <= lastSeq) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  /** Without an owner the command is kept, if it makes sense: `tutti resume` carries it out first. */
  async command(body: RunCommandBody): Promise<Result<null>> {
    const command = this.#toCommand(body);
    if (!this.#isPlayed()) {
      const possible = await rehearse(this.#project, command);
      if (possible.ok) appendCommand(this.#project.stateFolder, command);
      return possible;
    }
    const answer = await this.#ask(command);
    return answer.ok ? success(null) : answer;
  }

  /** Hands a plan to the owner. `path` is relative to the repository. */
  async addPlan(path: string, only: readonly string[] | null = null): Promise<Result<JoinedPlan>> {
    const accepted = await this.#ask(this.#toCommand({ type: 'addPlan', path, only }));
    if (!accepted.ok) return accepted;
    // The plan follows the answer.
    const seq = accepted.value + 1;
    const added = await this.#hear((event) => (event.seq === seq ? event : null));
    if (added?.type !== 'planAdded') return failure({ reason: silence });
    return success({ name: added.plan.name, seq, at: added.at });
  }

  /** Also resolves when its owner is gone: then it is stopped without having said so. */
  async whenOver(): Promise<RunSummary> {
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (this.#fault === null && (this.#isPlayed() || !this.#hasCaughtUp())) return;
        stop();
        resolve();
      };
      const stop = this.onChange(check);
      check();
    });
    const status = this.status();
    const reportFile = existsSync(this.#folder.report) ? this.#folder.report : null;
    return { status, exitCode: exitCodeOf(status), reportFile, into: null };
  }

  dispose(): Promise<void> {
    this.#following.dispose();
    clearInterval(this.#ownerWatch);
    this.#listeners.clear();
    this.#changes.clear();
    return Promise.resolve();
  }

  detach(): Promise<void> {
    return this.dispose();
  }

  /** Asked for at every change and every second: a file that is the same is not read again. */
  #read(): void {
    const file = statSync(this.#folder.status, { throwIfNoEntry: false });
    const stamp =
      file === undefined ? null : `${String(file.ino)} ${String(file.mtimeMs)} ${String(file.size)}`;
    if (stamp === null || stamp === this.#stamp) return;
    this.#status = readStatus(this.#folder.status) ?? this.#status;
    this.#stamp = stamp;
  }

  #withoutStatus(): string {
    return this.#stamp === null
      ? `Run ${this.run} has no status yet: try again in a moment.`
      : `The status of run ${this.run} was written by another version of Tutti: look at it with that one, or update.`;
  }

  #isPlayed(): boolean {
    return ownerOf(this.#project, this.run) !== null;
  }

  #hasCaughtUp(): boolean {
    return this.#lastSeq >= this.#written().length;
  }

  /** None of a journal that can't be read. */
  #written(): readonly JournalEvent[] {
    return this.#orFault(() => readJournal(this.#folder.journal).events) ?? [];
  }

  /** Listeners of files call this: nobody is there to catch what is thrown. */
  #orFault<Value>(read: () => Value): Value | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#fault ??= error.message;
      return null;
    }
  }

  #toCommand(body: RunCommandBody): RunCommand {
    return { id: randomUUID(), run: this.run, at: Date.now(), ...body };
  }

  /** Number of the event by which the owner accepts a command; or why it does not. */
  async #ask(command: RunCommand): Promise<Result<number>> {
    appendCommand(this.#project.stateFolder, command);
    const answer = await this.#hear((event) => {
      const isAnswer = event.type === 'commandAccepted' || event.type === 'commandRejected';
      return isAnswer && event.id === command.id ? event : null;
    });
    if (answer === null) return failure({ reason: silence });
    return answer.type === 'commandAccepted' ? success(answer.seq) : failure({ reason: answer.reason });
  }

  /** The first event that is looked for; null when it does not come while there is an owner, for 10 seconds at most. */
  #hear<Found extends JournalEvent>(find: (event: JournalEvent) => Found | null): Promise<Found | null> {
    return new Promise((resolve) => {
      const settle = (found: Found | null): void => {
        clearTimeout(timer);
        stopListening?.();
        stopWatching();
        resolve(found);
      };
      let stopListening: (() => void) | null = null;
      const timer = setTimeout(() => {
        settle(null);
      }, answerTimeoutMs);
      const stopWatching = this.onChange(() => {
        if (this.#fault !== null || (!this.#isPlayed() && this.#hasCaughtUp())) settle(null);
      });
      stopListening = this.onEvent((event) => {
        const found = find(event);
        if (found !== null) settle(found);
      });
    });
  }

  #takeAll(values: readonly unknown[]): void {
    for (const value of values) {
      if (this.#fault !== null) return;
      const event = this.#orFault(() => checkEvent(value, this.#lastSeq + 1, this.#folder.journal));
      if (event !== null) this.#take(event);
    }
  }

  #take(event: JournalEvent): void {
    this.#lastSeq = event.seq;
    for (const listener of [...this.#listeners]) listener(event);
  }
}
