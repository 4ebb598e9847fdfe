import type { RepositoryInfo } from '../adapters/git/openRepository.ts';
import type { Config } from '../core/config/config.ts';
import type { PlanGraph } from '../core/graph/graph.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Forecast } from '../core/engine/forecast.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { RunStatus } from '../shared/status.ts';
import type { RunnerHosting } from './runners.ts';

/** A repository with its configuration: where every command starts. */
export interface Project {
  /** Absolute path of the main worktree. */
  readonly root: string;
  /** Absolute path of `.tutti`. */
  readonly stateFolder: string;
  readonly repository: RepositoryInfo;
  readonly config: Config;
  /** One sentence each: uncommitted work is not part of the base, no gate is configured, … */
  readonly notes: readonly string[];
  /** Absent: attempts are hosted by detached processes. */
  readonly hosting?: RunnerHosting;
}

export interface LoadedPlan {
  readonly text: string;
  readonly plan: Plan;
  readonly graph: PlanGraph;
}

export interface RunOptions {
  /** As given on the command line; relative to `cwd`. */
  readonly plans: readonly string[];
  readonly cwd: string;
  readonly agent: string | null;
  readonly max: number | null;
  readonly base: string | null;
  /** Start afresh beside an integration branch that exists. */
  readonly fresh: boolean;
  /** Branch to bring up to the integration branch at the end; null: none. */
  readonly into: string | null;
  /** Run these tasks and what they depend on: ids, `plan/id`, `phase:2`; null or absent: all. */
  readonly only?: readonly string[] | null;
  /** A person can answer while it goes on. */
  readonly attended: boolean;
}

/** A run as a face sees it: owned by this process, or followed from outside. */
export interface RunHandle {
  readonly run: string;
  /** True when this process owns the repository. */
  readonly owned: boolean;
  status(): RunStatus;
  /** Every event from the run's first on, in order. The returned function ends it. */
  onEvent(listener: (event: JournalEvent) => void): () => void;
  /** After any change that a view would show, at most 10 times a second. */
  onChange(listener: () => void): () => void;
  /** Carries a command to the owner; its answer, or a sentence that says that nobody answered. */
  command(
    body: RunCommandBody,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
  /** Resolves when the run has ended, stopped or halted. */
  whenOver(): Promise<RunSummary>;
  /** Stops following; an owned run is stopped gracefully first. */
  dispose(): Promise<void>;
  /**
   * Lets go of the run, in half a second at most: agents go on, and the next owner (another window, `tutti resume`)
   * takes it up where it is. `whenOver` resolves. The same as `dispose` for a run that is followed.
   */
  detach(): Promise<void>;
}

export interface RunSummary {
  readonly status: RunStatus;
  /** 0 everything landed; 1 something failed or needs a person; 130 interrupted. */
  readonly exitCode: 0 | 1 | 130;
  /** Absolute path of `report.md`; null when it is not written yet. */
  readonly reportFile: string | null;
  /** What became of `--into`; null when it was not asked for. */
  readonly into: string | null;
}

/** What `--dry-run` shows. */
export interface DryRun {
  readonly plans: readonly LoadedPlan[];
  readonly forecast: Forecast;
}
