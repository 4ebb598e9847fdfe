import type { AttemptOutcome } from '../../../shared/attempt.ts';
import { sum } from '../../base/quantiles.ts';
import type { AttemptEnded, AttemptStarted, JournalEvent, MergeConflicted } from '../../engine/events.ts';
import { isTask } from '../../engine/nodes.ts';
import type { RunState } from '../../engine/state.ts';
import { wentWrong } from '../history.ts';
import { StepSeries } from './stepSeries.ts';
import { limitWord } from './waitWords.ts';

/** Of each kind; older ones go. */
const maxSamples = 5_000;

export interface AttemptSample {
  readonly ref: string;
  readonly attempt: number;
  readonly agent: string;
  readonly outcome: AttemptOutcome;
  /** Epoch ms at which it ended. */
  readonly at: number;
  readonly durationMs: number;
  readonly costUsd: number | null;
  /** 0 to 1, when it ended. */
  readonly contextUsed: number | null;
}

export interface TimedSample {
  readonly ref: string;
  readonly at: number;
  /** Agent, or command. */
  readonly name: string;
  readonly durationMs: number;
}

export interface ClosedWindow {
  readonly provider: string;
  readonly from: number;
  /** Null while it is closed. */
  to: number | null;
}

/** What the metrics of a run are made from, folded event by event; the state is that after each event. */
export class RunSamples {
  readonly attempts: AttemptSample[] = [];
  /** Of landed tasks: from the first attempt's start to the landing. */
  readonly responses: TimedSample[] = [];
  readonly gates: (TimedSample & { readonly passed: boolean })[] = [];
  readonly conflicts: { readonly task: string; readonly against: readonly string[] }[] = [];
  /** By cause: attempts after the first. */
  readonly retries = new Map<string, number>();
  /** By kind: what went wrong with attempts, failed gates, conflicts. */
  readonly errors = new Map<string, number>();
  ended = 0;
  /** Ended attempts that went wrong: neither finished nor interrupted. */
  wrong = 0;
  readonly windows: ClosedWindow[] = [];
  /** All that has landed, before this run too. */
  readonly landed = new StepSeries();
  /** What has landed in this run. */
  readonly finished = new StepSeries();
  readonly tokens = new StepSeries();
  readonly cost = new StepSeries();
  /** By limit: places in use, and how many there are. */
  readonly places = new Map<string, { readonly used: StepSeries; readonly max: number }>();
  #finished = 0;

  take(state: RunState, event: JournalEvent): void {
    switch (event.type) {
      case 'runStarted':
        for (const series of [this.landed, this.finished, this.tokens, this.cost]) series.add(event.at, 0);
        break;
      case 'attemptStarted':
        this.#started(event);
        break;
      case 'attemptEnded':
        this.#ended(state, event, event.at);
        break;
      case 'gateEnded': {
        const { task: ref, at, command: name, durationMs, passed } = event;
        push(this.gates, { ref, at, name, durationMs, passed });
        break;
      }
      case 'gateRejected':
        count(this.errors, 'gate');
        break;
      case 'mergeConflicted':
        this.#conflicted(event);
        break;
      case 'taskLanded':
        this.#taskLanded(state, event.task, event.at);
        break;
      case 'windowClosed':
        if (this.windows.findLast(({ provider }) => provider === event.provider)?.to !== null)
          push(this.windows, { provider: event.provider, from: event.at, to: null });
        break;
      case 'windowOpened':
        for (const window of this.windows) if (window.provider === event.provider) window.to ??= event.at;
        break;
      default:
        break;
    }
    this.landed.add(event.at, sum([...state.plans.values()].map(({ landed }) => landed)));
    this.#lookAtPlaces(state, event.at);
  }

  #started({ cause }: AttemptStarted): void {
    if (cause !== 'first') count(this.retries, cause);
  }

  #ended(state: RunState, event: AttemptEnded, at: number): void {
    const { task: ref, attempt, outcome, usage } = event;
    const made = state.nodes.get(ref)?.attempts.at(-1);
    this.tokens.add(at, state.usage.inputTokens + state.usage.outputTokens);
    this.cost.add(at, Math.round(state.usage.costUsd * 1e6) / 1e6);
    if (made?.number !== attempt) return;
    this.ended += 1;
    if (wentWrong(outcome)) {
      this.wrong += 1;
      count(this.errors, outcome);
    }
    const { agent, startedAt } = made;
    const { costUsd, contextUsed } = usage;
    push(this.attempts, {
      ref,
      attempt,
      agent,
      outcome,
      at,
      durationMs: at - startedAt,
      costUsd,
      contextUsed,
    });
  }

  #conflicted({ task, against }: MergeConflicted): void {
    count(this.errors, 'conflict');
    push(this.conflicts, { task, against });
  }

  #taskLanded(state: RunState, ref: string, at: number): void {
    const node = state.nodes.get(ref);
    this.finished.add(at, (this.#finished += 1));
    const started = node?.startedAt ?? null;
    if (node === undefined || started === null || !isTask(node)) return;
    const name = node.attempts.at(-1)?.agent ?? node.spec.agent.name;
    push(this.responses, { ref, at, name, durationMs: at - started });
  }

  #lookAtPlaces(state: RunState, at: number): void {
    for (const limit of state.limits.all()) {
      const word = limitWord(limit);
      const known = this.places.get(word) ?? { used: new StepSeries(), max: limit.max };
      this.places.set(word, known);
      known.used.add(at, limit.holders.size);
    }
  }
}

function push<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > maxSamples + maxSamples / 5) list.splice(0, maxSamples / 5);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
