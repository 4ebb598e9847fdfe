import type { ActivityKind } from '../../shared/activity.ts';
import { printable } from '../base/printable.ts';
import { countText, plural, usdText } from '../../shared/dashboard/quantities.ts';
import type {
  AttemptStarted,
  BudgetChanged,
  JournalEvent,
  MergeConflicted,
  TaskLanded,
} from '../engine/events.ts';
import { refOf, type RunNode, type RunPlan, type RunTask, type RunVerification } from '../engine/runPlan.ts';

/** An event in words; texts are printable single lines. */
export interface ToldEvent {
  readonly kind: ActivityKind;
  /** `plan/id`; null when it is about the run. */
  readonly task: string | null;
  /** What happened, without the task's name: `landed as 3f2c1d0e`. */
  readonly what: string;
  /** Why, or what more there is to say. */
  readonly detail: string | null;
}

interface KnownTask {
  readonly plan: string;
  readonly id: string;
  readonly title: string;
  readonly agent: string | null;
}

/** Tells the events of a run in their order: what happened to what, and why. Steps in between are not told. */
export class EventTeller {
  readonly #clock: (at: number) => string;
  readonly #tasks = new Map<string, KnownTask>();
  #plans = 0;

  /** `clock` shows a time (epoch ms). */
  constructor(clock: (at: number) => string) {
    this.#clock = clock;
  }

  /** How a task (`plan/id`) is called: with its plan when the run has several. */
  name(ref: string): string {
    const known = this.#tasks.get(ref);
    if (known === undefined) return printable(ref);
    return printable(this.#plans > 1 ? ref : known.id, 60);
  }

  tell(event: JournalEvent): ToldEvent | null {
    switch (event.type) {
      case 'runStarted':
        return told('run', null, `run ${event.run} started`);
      case 'planAdded':
        return this.#meet(event.plan);
      case 'planChanged':
        this.#learn(event.plan, [...event.added, ...event.changed]);
        return null;
      case 'taskRenamed':
        return this.#renamed(event);
      case 'tasksSelected': {
        const names =
          event.tasks === null ? 'all tasks' : event.tasks.map((ref) => this.name(ref)).join(', ');
        return told('run', null, 'selected, too', names);
      }
      case 'runResumed':
        return told('run', null, 'run resumed');
      case 'runDetached':
        return told('run', null, 'run let go of', 'its agents go on');
      case 'runPaused':
        return told('run', null, 'run paused', 'nothing new starts');
      case 'runUnpaused':
        return told('run', null, 'run goes on');
      case 'drainRequested':
        return told('run', null, 'run drains', 'what runs may land, nothing new starts');
      case 'stopRequested':
        return told('run', null, 'run is stopping', event.reason);
      case 'runStopped':
        return told('run', null, 'run stopped', event.reason);
      case 'runEnded':
        return told('run', null, event.outcome === 'done' ? 'run done' : 'run ended with failures');
      case 'runHalted':
        return told('run', null, 'run halted', event.reason);
      case 'attemptStarted':
        return this.#started(event);
      case 'attemptEnded':
        if (event.outcome === 'finished') return null;
        return told('attempt', event.task, `attempt ${event.attempt} ${event.outcome}`, event.reason);
      case 'gateRejected':
        return told('gate', event.task, 'gate failed', `${event.command}: ${event.reason}`);
      case 'mergeConflicted':
        return this.#conflicted(event);
      case 'taskLanded':
        return landed(event);
      case 'taskFailed':
        return told('failed', event.task, 'failed', event.reason);
      case 'retryScheduled':
        return told('limit', event.task, `waits until ${this.#clock(event.until)}`, event.reason);
      case 'windowClosed': {
        const until = `until ${this.#clock(event.until)}`;
        return told('limit', null, `${printable(event.provider)} has reached its rate limit ${until}`);
      }
      case 'windowOpened':
        return told('limit', null, `${printable(event.provider)} is open again`);
      case 'budgetExceeded':
        return told('limit', null, 'budget exceeded', event.reason);
      case 'budgetChanged':
        return told('limit', null, 'budget changed', budgetWords(event));
      case 'personNeeded':
        return told('needs-you', event.task, 'needs you', event.need.message);
      case 'personAnswered':
        return told('steered', event.task, 'answered', event.answer);
      case 'taskApproved':
        return told('steered', event.task, 'approved');
      case 'taskRetried':
        return told('steered', event.task, 'retried', event.note);
      case 'taskSkipped':
        return told('steered', event.task, 'skipped');
      case 'taskCancelled':
        return told('steered', event.task, 'cancelled');
      case 'taskMarkedDone':
        return told('steered', event.task, 'marked done');
      case 'taskReassigned':
        return this.#reassigned(event.task, event.agent.name);
      case 'entryHeld':
        return told('steered', event.task, 'held in the merge queue');
      case 'entryReleased':
        return told('steered', event.task, 'released');
      case 'entryMoved':
        return told('steered', event.task, `moved to place ${event.place + 1} of the merge queue`);
      case 'decisionMade':
        return told('decision', event.task, printable(event.what), event.why);
      case 'commandRejected':
        return told('refused', null, 'command refused', event.reason);
      case 'noteAdded':
      case 'slotAdded':
      case 'attemptLaunched':
      case 'workCommitted':
      case 'mergeQueued':
      case 'verificationStarted':
      case 'gateEnded':
      case 'taskRequeued':
      case 'endRequested':
      case 'commandAccepted':
        return null;
    }
  }

  #meet({ name, nodes, integrationBranch }: RunPlan): ToldEvent {
    this.#plans += 1;
    const work = this.#learn(name, nodes);
    const satisfied = work.filter((node) => node.satisfied !== null).length;
    const before = satisfied === 0 ? '' : `, ${satisfied} of them done before`;
    const detail = `${plural(work.length, 'task')}${before}, landing on ${integrationBranch}`;
    return told('run', null, `plan ${printable(name)}`, detail);
  }

  #learn(plan: string, nodes: readonly RunNode[]): readonly (RunTask | RunVerification)[] {
    const work = nodes.filter((node) => node.kind === 'task' || node.kind === 'verify');
    for (const node of work) {
      const agent = node.kind === 'task' ? node.agent.name : null;
      this.#tasks.set(refOf(plan, node.id), { plan, id: node.id, title: node.title, agent });
    }
    return work;
  }

  #renamed({
    plan,
    from,
    to,
  }: {
    readonly plan: string;
    readonly from: string;
    readonly to: string;
  }): ToldEvent {
    const known = this.#tasks.get(refOf(plan, from));
    this.#tasks.delete(refOf(plan, from));
    if (known !== undefined) this.#tasks.set(refOf(plan, to), { ...known, id: to });
    return told('run', null, `${from} is ${to} now`);
  }

  #reassigned(task: string, agent: string): ToldEvent {
    const known = this.#tasks.get(task);
    if (known !== undefined) this.#tasks.set(task, { ...known, agent });
    return told('steered', task, `goes to ${printable(agent)}`);
  }

  #started({ task, attempt, cause }: AttemptStarted): ToldEvent {
    const known = this.#tasks.get(task);
    const by = known === undefined || known.agent === null ? '' : ` with ${printable(known.agent)}`;
    const again = attempt === 1 ? '' : ` (attempt ${attempt}: ${cause})`;
    return told(
      'attempt',
      task,
      `started${by}${again}`,
      known === undefined ? null : printable(known.title, 80),
    );
  }

  #conflicted({ task, files, against }: MergeConflicted): ToldEvent {
    const others = against.length === 0 ? '' : ` with ${against.map((ref) => this.name(ref)).join(', ')}`;
    return told('conflict', task, `conflicts${others}`, files.join(', '));
  }
}

function landed({ task, commit, gated, why }: TaskLanded): ToldEvent {
  const what = commit === null ? 'passed' : `landed${gated ? '' : ' ungated'} as ${commit.slice(0, 8)}`;
  return told('landed', task, what, why);
}

function budgetWords({ run, attempt }: BudgetChanged): string {
  const words = (usd: number | null, tokens: number | null): string => {
    const limits = [
      usd === null ? null : usdText(usd),
      tokens === null ? null : `${countText(tokens)} tokens`,
    ].filter((limit) => limit !== null);
    return limits.length === 0 ? 'no limit' : limits.join(' and ');
  };
  const each = words(attempt.maxCostUsd, attempt.maxTokens);
  return `the run: ${words(run.usd, run.tokens)}; an attempt: ${each}, ${String(attempt.maxTurns)} turns`;
}

function told(
  kind: ActivityKind,
  task: string | null,
  ...[what, detail = null]: readonly [what: string, detail?: string | null]
): ToldEvent {
  return { kind, task, what, detail: detail === null || detail === '' ? null : printable(detail) };
}
