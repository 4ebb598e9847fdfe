import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import { UserError } from '../core/base/userError.ts';
import type { Clock } from '../core/base/clock.ts';
import { patchBetween } from '../core/projections/dashboard/patchBetween.ts';
import { dashboardProtocol, type HostMessage, type PageMessage } from '../shared/dashboard/messages.ts';
import { readPageMessage } from '../shared/dashboard/readPageMessage.ts';
import type { RunStatus } from '../shared/status.ts';
import type { DashboardView, HeaderView, TaskDetail } from '../shared/dashboard/view.ts';
import { isHostAction, performPageAction, type DashboardHost, type PageAction } from './dashboardActions.ts';
import {
  PlanSubject,
  runSubject,
  type DashboardSubject,
  type ShownPlans,
  type Surroundings,
} from './dashboardSubject.ts';
import { FedPage } from './fedPage.ts';
import { PastAttempts } from './pastAttempts.ts';
import type { Project, RunHandle } from './project.ts';
import { ownerOf } from './runOwner.ts';
import { ResourceLog } from './resourceLog.ts';
import { systemClock } from './systemClock.ts';

/** The same each time, as a past that has not grown. */
const nothing: readonly never[] = [];

export interface FeedOptions {
  /** Null in a folder that is not trusted: plans are shown, and nothing of the machine. */
  readonly project: Project | null;
  /** True: whatever would change something is refused with a sentence. */
  readonly readOnly: boolean;
  readonly host?: DashboardHost;
  readonly clock?: Clock;
}

/** One page that is fed. It counts as visible from the start, and gets its first snapshot when it says `ready`. */
export interface FeedPage extends Disposable {
  /** Takes what the page said, whatever it is; answers come as messages. Rejects only for bugs. */
  take(message: unknown): Promise<void>;
  /** A hidden page gets nothing, and a fresh snapshot when it is visible again. */
  setVisible(visible: boolean): void;
}

/**
 * Feeds the pages of one dashboard: a snapshot on demand, then patches at most 4 times a second while somebody looks.
 * It is about one run or some plans at a time; which, is told by `showRun` and `showPlans`.
 */
export class DashboardFeed implements Disposable {
  readonly #options: FeedOptions;
  readonly #clock: Clock;
  readonly #around: Surroundings;
  readonly #resources: ResourceLog | null;
  readonly #disposables = new DisposableStore();
  readonly #pages = new Set<FedPage>();
  #subject: DashboardSubject | null = null;
  /** As the pages that are current have it. */
  #view: DashboardView | null = null;
  #header: { readonly of: HeaderView; readonly shown: HeaderView } | null = null;
  /** Pages that know why there is nothing to see. */
  readonly #told = new Set<FedPage>();
  #publishedAt = 0;
  #timer: Disposable | null = null;

  constructor(options: FeedOptions) {
    const { project, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    const resources = project === null ? null : this.#disposables.add(new ResourceLog(project.root, clock));
    const past = project === null ? null : new PastAttempts(project.stateFolder);
    this.#resources = resources;
    this.#around = { past: () => past?.lines() ?? nothing, resources: () => resources?.samples() ?? [] };
  }

  /** From now on it is about this run. The handle stays its owner's, who keeps it until another subject is shown. */
  showRun(handle: RunHandle): void {
    if (this.#subject?.handle !== handle) this.#show(runSubject(handle, this.#around, () => this.#changed()));
  }

  /** From now on it is about plans without a run. `problem`: a sentence on why there is no more to see. */
  showPlans(shown: ShownPlans, problem: string | null = null): void {
    const subject = this.#subject;
    if (!(subject instanceof PlanSubject) || subject.problem !== problem) {
      this.#show(new PlanSubject(shown, problem, this.#around.past));
      return;
    }
    subject.show(shown);
    this.#changed();
  }

  /** Of the run that it is about; null when there is none, or nothing is known of it yet. */
  status(): RunStatus | null {
    return orNull(() => this.#subject?.handle?.status() ?? null);
  }

  /** Somebody looks. */
  get watched(): boolean {
    return [...this.#pages].some((page) => page.looks);
  }

  open(send: (message: HostMessage) => void): FeedPage {
    const page = new FedPage(send);
    this.#pages.add(page);
    return {
      take: async (message) => {
        const read = readPageMessage(message);
        if (read.ok) await this.#answer(page, read.value);
        else page.notice(read.reason);
      },
      setVisible: (visible) => {
        page.visible = visible;
        if (!visible) page.current = false;
        this.#lookersChanged();
      },
      dispose: () => {
        this.#pages.delete(page);
        this.#told.delete(page);
        this.#lookersChanged();
      },
    };
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#subject?.dispose();
    this.#pages.clear();
    this.#disposables.dispose();
  }

  #show(subject: DashboardSubject): void {
    this.#subject?.dispose();
    this.#subject = subject;
    this.#view = null;
    this.#told.clear();
    for (const page of this.#pages) page.current = false;
    this.#changed();
  }

  #lookersChanged(): void {
    this.#resources?.setWatched(this.watched);
    if (this.watched) this.#changed();
  }

  #changed(): void {
    if (this.#timer !== null) return;
    const at = Math.max(this.#clock.now(), this.#publishedAt + (this.#subject?.intervalMs ?? 0));
    this.#timer = this.#clock.at(at, () => {
      this.#timer = null;
      this.#publish();
    });
  }

  #publish(): void {
    const pages = [...this.#pages].filter((page) => page.looks);
    const now = this.#clock.now();
    const view = pages.length === 0 ? null : this.#look(now);
    if (view === null) return;
    this.#publishedAt = now;
    const patch = this.#view === null ? null : patchBetween(this.#view, view);
    this.#view = view;
    for (const page of pages) {
      if (!page.current) this.#begin(page, view, now);
      else if (patch !== null) page.patch(patch, now);
    }
  }

  #look(now: number): DashboardView | null {
    const view = orNull(
      () => this.#subject?.view(now) ?? null,
      (problem) => this.#tellProblem(problem),
    );
    return view === null ? null : { ...view, header: this.#headerFor(view.header) };
  }

  /** Whoever plays a run writes its status soon; else nothing will come. */
  #tellProblem(problem: string): void {
    const { project } = this.#options;
    const handle = this.#subject?.handle ?? null;
    if (project === null || handle === null || handle.owned || ownerOf(project, handle.run) !== null) return;
    for (const page of this.#pages) {
      if (!page.looks || this.#told.has(page)) continue;
      this.#told.add(page);
      page.notice(problem);
    }
  }

  /** Starting a run is the host's, and so is going on with one that has ended; the same header stays the same. */
  #headerFor(header: HeaderView): HeaderView {
    if (this.#options.host?.control !== undefined || !header.controls.includes('run')) return header;
    if (this.#header?.of !== header) {
      const controls = header.controls.filter((control) => control !== 'run' && control !== 'resume');
      this.#header = { of: header, shown: { ...header, controls } };
    }
    return this.#header.shown;
  }

  #begin(page: FedPage, view: DashboardView, now: number): void {
    page.snapshot(view, { now, readOnly: this.#options.readOnly });
    const problem = this.#subject?.problem ?? null;
    if (problem !== null) page.notice(problem);
  }

  async #answer(page: FedPage, message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        if (message.protocol !== dashboardProtocol) {
          page.notice('This page is of another version of Tutti: load it again.');
          return;
        }
        page.ready = true;
        page.current = false;
        this.#told.delete(page);
        this.#lookersChanged();
        return;
      case 'resync':
        page.current = false;
        this.#changed();
        return;
      case 'detail': {
        const { ref } = message;
        const detail = orNull(() => this.#subject?.detail(ref, this.#clock.now()) ?? null);
        page.send({ type: 'detail', ref, detail: detail === null ? null : this.#permitted(detail) });
        return;
      }
      case 'save':
      case 'control':
      case 'act':
        await this.#perform(page, message);
    }
  }

  /** Only what can be done from this page. */
  #permitted(detail: TaskDetail): TaskDetail {
    const { readOnly, host } = this.#options;
    const actions = readOnly
      ? []
      : detail.actions.filter((action) => !isHostAction(action) || host?.act !== undefined);
    return { ...detail, actions };
  }

  async #perform(page: FedPage, message: PageAction): Promise<void> {
    const { readOnly, host = {}, project } = this.#options;
    const handle = this.#subject?.handle ?? null;
    try {
      const problem = await performPageAction(message, { project, host, handle, readOnly });
      if (problem !== null) page.notice(problem);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      page.notice(error.message);
    }
  }
}

/** Null also while there is nothing to show: a run that was made just now has no status yet. */
function orNull<Value>(look: () => Value | null, onProblem?: (problem: string) => void): Value | null {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    onProblem?.(error.message);
    return null;
  }
}
