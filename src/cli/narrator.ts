import type { AttemptStarted, JournalEvent, MergeConflicted, TaskLanded } from '../core/engine/events.ts';
import { refOf, type RunPlan } from '../core/engine/runPlan.ts';
import { printable } from '../core/base/printable.ts';
import { plural } from '../core/base/quantities.ts';
import { lineToType, shownName } from './taskNames.ts';

interface KnownTask {
  readonly plan: string;
  readonly id: string;
  readonly title: string;
  readonly agent: string | null;
}

/**
 * Tells a run as plain lines, for where there is no terminal to redraw: what happened to which task, and why. Events
 * that a reader can do nothing with give no line.
 */
export class Narrator {
  readonly #clock: (at: number) => string;
  readonly #tasks = new Map<string, KnownTask>();
  #plans = 0;

  /** `clock` shows a time (epoch ms). */
  constructor(clock: (at: number) => string) {
    this.#clock = clock;
  }

  /** The line for an event; null when there is nothing to say. Events come in the journal's order. */
  line(event: JournalEvent): string | null {
    const told = this.#tell(event);
    return told === null ? null : `${this.#clock(event.at)}  ${told}`;
  }

  #tell(event: JournalEvent): string | null {
    switch (event.type) {
      case 'runStarted':
        return `run ${event.run} started`;
      case 'planAdded':
        return this.#meet(event.plan);
      case 'runResumed':
        return 'run resumed';
      case 'runDetached':
        return 'run let go of: its agents go on (tutti resume)';
      case 'runPaused':
        return 'run paused: nothing new starts (tutti resume)';
      case 'runUnpaused':
        return 'run goes on';
      case 'drainRequested':
        return 'run drains: what runs may land, nothing new starts';
      case 'stopRequested':
        return `run is stopping: ${printable(event.reason)}`;
      case 'runStopped':
        return `run stopped: ${printable(event.reason)}`;
      case 'runEnded':
        return event.outcome === 'done' ? 'run done' : 'run ended with failures';
      case 'runHalted':
        return `run halted: ${printable(event.reason)}`;
      case 'attemptStarted':
        return this.#started(event);
      case 'attemptEnded':
        if (event.outcome === 'finished') return null;
        return this.#about(event.task, `attempt ${event.attempt} ${event.outcome}`, event.reason);
      case 'gateRejected':
        return this.#about(event.task, 'gate failed', `${event.command}: ${event.reason}`);
      case 'mergeConflicted':
        return this.#conflicted(event);
      case 'taskLanded':
        return this.#landed(event);
      case 'taskFailed':
        return this.#about(event.task, 'failed', event.reason);
      case 'retryScheduled':
        return this.#about(event.task, `waits until ${this.#clock(event.until)}`, event.reason);
      case 'windowClosed':
        return `${printable(event.provider)} has reached its rate limit until ${this.#clock(event.until)}`;
      case 'windowOpened':
        return `${printable(event.provider)} is open again`;
      case 'personNeeded': {
        const line = lineToType(this.#name(event.task), event.need.kind, null);
        return `${this.#about(event.task, 'needs you', event.need.message)} → ${line}`;
      }
      case 'personAnswered':
        return this.#about(event.task, 'answered', event.answer);
      case 'taskApproved':
        return this.#about(event.task, 'approved', null);
      case 'taskRetried':
        return this.#about(event.task, 'retried', event.note);
      case 'taskSkipped':
        return this.#about(event.task, 'skipped', null);
      case 'taskCancelled':
        return this.#about(event.task, 'cancelled', null);
      case 'entryHeld':
        return this.#about(event.task, 'held in the merge queue', null);
      case 'entryReleased':
        return this.#about(event.task, 'released', null);
      case 'entryMoved':
        return this.#about(event.task, `moved to place ${event.place + 1} of the merge queue`, null);
      case 'decisionMade':
        return event.task === null
          ? `decided: ${printable(event.what)} (${printable(event.why)})`
          : this.#about(event.task, 'decided', `${event.what} (${event.why})`);
      case 'budgetExceeded':
        return `budget exceeded: ${printable(event.reason)}`;
      case 'commandRejected':
        return `command refused: ${printable(event.reason)}`;
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

  #meet({ name, nodes, integrationBranch }: RunPlan): string {
    this.#plans += 1;
    const work = nodes.filter((node) => node.kind === 'task' || node.kind === 'verify');
    for (const node of work) {
      const agent = node.kind === 'task' ? node.agent.name : null;
      this.#tasks.set(refOf(name, node.id), { plan: name, id: node.id, title: node.title, agent });
    }
    const satisfied = work.filter((node) => node.satisfied !== null).length;
    const before = satisfied === 0 ? '' : `, ${satisfied} of them done before`;
    return `plan ${printable(name)}: ${plural(work.length, 'task')}${before}, landing on ${printable(integrationBranch)}`;
  }

  #started({ task, attempt, cause }: AttemptStarted): string {
    const known = this.#tasks.get(task);
    const by = known === undefined || known.agent === null ? '' : ` with ${printable(known.agent)}`;
    const again = attempt === 1 ? '' : ` (attempt ${attempt}: ${cause})`;
    return this.#about(task, `started${by}${again}`, known === undefined ? null : printable(known.title, 80));
  }

  #conflicted({ task, files, against }: MergeConflicted): string {
    const others = against.length === 0 ? '' : ` with ${against.map((ref) => this.#name(ref)).join(', ')}`;
    return this.#about(task, `conflicts${others}`, files.join(', '));
  }

  #landed({ task, commit, gated, why }: TaskLanded): string {
    if (commit === null) return this.#about(task, 'passed', why);
    return this.#about(task, `landed${gated ? '' : ' ungated'} as ${commit.slice(0, 8)}`, why);
  }

  #about(task: string, what: string, detail: string | null): string {
    return `${this.#name(task)} ${what}${detail === null || detail === '' ? '' : `: ${printable(detail)}`}`;
  }

  #name(ref: string): string {
    const known = this.#tasks.get(ref);
    return known === undefined ? printable(ref) : shownName(known, this.#plans > 1);
  }
}

/** `14:22:31`, local time. */
export function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
