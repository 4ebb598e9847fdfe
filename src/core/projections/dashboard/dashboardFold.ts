import type {
  DashboardView,
  MetricsView,
  StructureView,
  TaskDetail,
} from '../../../shared/dashboard/view.ts';
import { isUnderWay } from '../../../shared/runState.ts';
import type { RunStatus } from '../../../shared/status.ts';
import { UserError } from '../../base/userError.ts';
import { journalVersion, type JournalEvent } from '../../engine/events.ts';
import { evolve, initialState } from '../../engine/evolve.ts';
import { forecastIntervalMs, forecastLeft } from '../eta.ts';
import { attemptLines, type HistoryLine } from '../history.ts';
import { earlierTasks } from '../pastTasks.ts';
import { RunHistory } from '../runHistory.ts';
import { runTimes } from '../runTimes.ts';
import { cardsOf } from './cards.ts';
import { headerOf } from './header.ts';
import type { ResourceSample } from './metricFacts.ts';
import { metricsOf } from './metrics.ts';
import { RunSamples } from './runSamples.ts';
import { share, shareRows } from './share.ts';
import { structureOf } from './structure.ts';
import { taskDetailOf } from './taskDetail.ts';
import { TimelineFold } from './timelineFold.ts';
import { toForecastView } from './toForecastView.ts';

const maxActivity = 100;

/** What the journal does not hold. */
export interface DashboardFacts {
  /** Epoch ms. */
  readonly now: number;
  readonly status: RunStatus;
  /** `history.ndjson` of all runs, oldest first; the same array until there is something new. */
  readonly past: readonly HistoryLine[];
  /** The latest readings of the machine, oldest first. */
  readonly resources: readonly ResourceSample[];
}

/** What is made anew every few seconds only. */
interface Ahead {
  readonly at: number;
  readonly seq: number;
  /** When the run was over. */
  readonly endedAt: number | null;
  readonly structure: StructureView;
  readonly forecast: DashboardView['forecast'];
  readonly phases: DashboardView['phases'];
}

/** A run as the dashboard shows it, folded event by event. What did not change keeps its identity from view to view. */
export class DashboardFold {
  readonly #state = initialState();
  readonly #timeline = new TimelineFold();
  readonly #samples = new RunSamples();
  readonly #history: RunHistory;
  #structure: StructureView | null = null;
  #lastSeq = 0;
  #last: DashboardView | null = null;
  #ahead: Ahead | null = null;
  #metrics: { readonly key: readonly unknown[]; readonly view: MetricsView } | null = null;

  /** `clock` shows a time (epoch ms) inside of a text. */
  constructor(clock: (at: number) => string = utc) {
    this.#history = new RunHistory(clock);
  }

  /** Takes the next event; one that was taken before changes nothing. Throws UserError on a gap and a newer journal. */
  take(event: JournalEvent): void {
    if (event.seq <= this.#lastSeq) return;
    this.#require(event);
    this.#lastSeq = event.seq;
    this.#history.take(event);
    const state = this.#state;
    // Written by an owner that had been replaced.
    if (event.generation < state.generation) return;
    evolve(state, event);
    if (changesStructure(event)) this.#structure = null;
    this.#timeline.take(state, event);
    this.#samples.take(state, event);
  }

  view(facts: DashboardFacts): DashboardView {
    const before = this.#last ?? undefined;
    const { status } = facts;
    const structure = (this.#structure ??= structureOf(this.#state));
    const refs = structure.nodes.map(({ ref }) => ref);
    const budgetUsd = this.#state.settings.budget.usd;
    const endedAt = this.#endOf(status);
    const timeline = this.#timeline.spansOf(this.#state, refs, endedAt);
    const ahead = this.#aheadOf(facts, structure, endedAt);
    const view: DashboardView = {
      header: share(before?.header, headerOf(status, { endedAt, budgetUsd })),
      structure,
      tasks: shareRows(before?.tasks, cardsOf(structure, this.#state, status)),
      timeline: shareRows(before?.timeline, timeline),
      forecast: share(before?.forecast, ahead.forecast),
      phases: share(before?.phases, ahead.phases),
      metrics: share(before?.metrics, this.#metricsOf(facts, { structure, timeline, endedAt })),
      workers: share(before?.workers, status.workers),
      queue: share(before?.queue, status.queue),
      activity: share(before?.activity, this.#history.latest(maxActivity)),
    };
    return (this.#last = share(before, view));
  }

  detail(ref: string, { status }: DashboardFacts): TaskDetail | null {
    const node = this.#state.nodes.get(ref);
    return taskDetailOf(ref, status, { node, activity: this.#history.latest() });
  }

  /** The journal of a run whose owner was killed, or that can't be followed any more, does not tell that it is over. */
  #endOf({ state, updatedAt }: RunStatus): number | null {
    const { overAt } = this.#state;
    if (overAt !== null || isUnderWay(state)) return overAt;
    return Math.max(this.#state.lastAt, Date.parse(updatedAt));
  }

  #require(event: JournalEvent): void {
    if (event.seq !== this.#lastSeq + 1) {
      const run = this.#state.run === '' ? 'this run' : `run ${this.#state.run}`;
      throw new UserError(
        `The journal of ${run} has a gap: event ${String(this.#lastSeq + 1)} is missing, so what happened can't be shown.`,
      );
    }
    if (event.type === 'runStarted' && event.version > journalVersion) {
      throw new UserError(
        `The journal of run ${event.run} was written by a newer Tutti: update to look at this run.`,
      );
    }
  }

  #aheadOf({ now, past }: DashboardFacts, structure: StructureView, endedAt: number | null): Ahead {
    const state = this.#state;
    const known = this.#ahead;
    const isFresh = known !== null && now - known.at < forecastIntervalMs(state) && now >= known.at;
    const isSame = known?.seq === this.#lastSeq || state.phase === 'running';
    if (isFresh && isSame && known.structure === structure && known.endedAt === endedAt) return known;
    const earlier = earlierTasks(past, state.run);
    const left = endedAt === null ? forecastLeft(state, now, earlier) : null;
    const forecast = left === null ? null : toForecastView(left, now);
    const { phases } = runTimes(state, endedAt ?? now, earlier);
    this.#ahead = { at: now, seq: this.#lastSeq, endedAt, structure, forecast, phases };
    return this.#ahead;
  }

  #metricsOf(
    { status, past, resources }: DashboardFacts,
    {
      endedAt,
      ...shown
    }: Pick<DashboardView, 'structure' | 'timeline'> & { readonly endedAt: number | null },
  ): MetricsView {
    const { tokens, costUsd } = status.totals;
    const context = status.workers.map(({ contextUsed }) => contextUsed).join();
    const key = [this.#lastSeq, endedAt, past, resources.length, resources.at(-1), tokens, costUsd, context];
    const known = this.#metrics;
    if (known !== null && key.every((part, index) => part === known.key[index])) return known.view;
    // Of a run that is looked at later the next ones are known as well.
    const all = attemptLines(past).filter(({ run }) => run <= this.#state.run);
    const facts = {
      state: this.#state,
      status,
      samples: this.#samples,
      ...shown,
      past: all.filter(({ run }) => run !== this.#state.run),
      resources,
      until: endedAt ?? this.#state.lastAt,
    };
    const view = metricsOf(facts, all);
    this.#metrics = { key, view };
    return view;
  }
}

function changesStructure({ type }: JournalEvent): boolean {
  return type === 'planAdded' || type === 'planChanged' || type === 'taskRenamed' || type === 'tasksSelected';
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
