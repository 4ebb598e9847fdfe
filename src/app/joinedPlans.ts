import type { JournalEvent } from '../core/engine/events.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { RunStatus, TaskStateWord, TaskStatusRow } from '../shared/status.ts';
import { planOfRef } from '../shared/taskRef.ts';
import { exitCodeOf } from './exitCode.ts';
import type { JoinedPlan } from './followedRun.ts';
import type { RunHandle, RunSummary } from './project.ts';

/** Plans that were handed to a run of another process: what is seen of the run is about them alone. */
export class JoinedPlans implements RunHandle {
  readonly run: string;
  readonly owned = false;
  readonly #followed: RunHandle;
  readonly #names: ReadonlySet<string>;
  /** Number of the first event that is theirs. */
  readonly #since: number;
  readonly #joinedAt: string;

  constructor(followed: RunHandle, plans: readonly JoinedPlan[]) {
    this.run = followed.run;
    this.#followed = followed;
    this.#names = new Set(plans.map(({ name }) => name));
    this.#since = Math.min(...plans.map(({ seq }) => seq));
    this.#joinedAt = new Date(Math.min(...plans.map(({ at }) => at))).toISOString();
  }

  /** Over as soon as all of their tasks are, whatever the run still does. */
  status(): RunStatus {
    const whole = this.#followed.status();
    const tasks = whole.tasks.filter(({ plan }) => this.#names.has(plan));
    const plans = whole.plans.filter(({ name }) => this.#names.has(name));
    const over = plans.length === this.#names.size && tasks.every(hasEnded);
    return {
      ...whole,
      ...(over ? { state: tasks.every(isSatisfied) ? 'done' : 'failed', reason: null } : {}),
      startedAt: this.#joinedAt,
      plans,
      tasks,
      queue: whole.queue.filter(({ plan }) => this.#names.has(plan)),
      workers: whole.workers.filter(({ attempt }) => this.#names.has(planOfRef(attempt))),
      totals: {
        tokens: sum(tasks.map(({ tokens }) => tokens.input + tokens.output)),
        costUsd: sum(tasks.map(({ costUsd }) => costUsd ?? 0)),
        etaAt: null,
      },
    };
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    return this.#followed.onEvent((event) => {
      if (event.seq >= this.#since && this.#concerns(event)) listener(event);
    });
  }

  onChange(listener: () => void): () => void {
    return this.#followed.onChange(listener);
  }

  command(body: RunCommandBody): ReturnType<RunHandle['command']> {
    return this.#followed.command(body);
  }

  whenOver(): Promise<RunSummary> {
    return Promise.race([this.#whenEnded(), this.#followed.whenOver()]).then(({ reportFile }) => {
      const status = this.status();
      return { status, exitCode: exitCodeOf(status), reportFile, into: null };
    });
  }

  dispose(): Promise<void> {
    return this.#followed.dispose();
  }

  detach(): Promise<void> {
    return this.#followed.detach();
  }

  #whenEnded(): Promise<Pick<RunSummary, 'reportFile'>> {
    return new Promise((resolve) => {
      const check = (): void => {
        const { state } = this.status();
        if (state !== 'done' && state !== 'failed') return;
        stop();
        // It is written when the whole run ends.
        resolve({ reportFile: null });
      };
      const stop = this.onChange(check);
      check();
    });
  }

  #concerns(event: JournalEvent): boolean {
    if (event.type === 'planAdded') return this.#names.has(event.plan.name);
    if (event.type === 'planChanged' || event.type === 'taskRenamed') return this.#names.has(event.plan);
    if ('task' in event && event.task !== null) return this.#names.has(planOfRef(event.task));
    return aboutAll.has(event.type);
  }
}

const aboutAll: ReadonlySet<JournalEvent['type']> = new Set([
  'runResumed',
  'runDetached',
  'runPaused',
  'runUnpaused',
  'drainRequested',
  'stopRequested',
  'runStopped',
  'runEnded',
  'runHalted',
  'windowClosed',
  'windowOpened',
  'budgetExceeded',
  'budgetChanged',
]);

const satisfied: ReadonlySet<TaskStateWord> = new Set(['landed', 'skipped']);
const broken: ReadonlySet<TaskStateWord> = new Set(['failed', 'cancelled', 'blocked']);

function isSatisfied({ state, selected }: TaskStatusRow): boolean {
  return !selected || satisfied.has(state);
}

function hasEnded({ state, selected }: TaskStatusRow): boolean {
  return !selected || satisfied.has(state) || broken.has(state);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
