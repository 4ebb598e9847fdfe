import { listRuns } from '../adapters/store/runFolders.ts';
import type { RunCommandBody } from '../shared/command.ts';
import type { PlanStatus, RunStateWord, RunStatus } from '../shared/status.ts';
import { onlyPlan } from './findPlans.ts';
import { openProject } from './openProject.ts';
import type { Project, RunHandle } from './project.ts';
import { ownerOf } from './runOwner.ts';
import { latestStatus, requireRun, resumeRun, startRun } from './runs.ts';
import { steerLatestRun, type Steered } from './steer.ts';

export interface StartOptions {
  /** Relative to the folder of the session; empty: the only plan of the repository. */
  readonly plans: readonly string[];
  /** Ids; what they depend on runs as well. Null: all of the plans. */
  readonly only: readonly string[] | null;
  readonly max: number | null;
}

export interface Started {
  readonly run: string;
  /** By this process; otherwise the plans joined a run of another one. */
  readonly owned: boolean;
  readonly state: RunStateWord;
  readonly plans: readonly PlanStatus[];
  /** One sentence each: what the base of the run leaves out, … */
  readonly notes: readonly string[];
}

/** A folder that one client works in, and the run that this process plays for it, if any. */
export class McpSession {
  /** Absolute; what a client names is relative to it. */
  readonly cwd: string;
  readonly #report: (message: string) => void;
  #played: RunHandle | null = null;

  /** `report` takes what can't be answered to anybody: that a run ended badly. */
  constructor(cwd: string, report: (message: string) => void) {
    this.cwd = cwd;
    this.#report = report;
  }

  /** Read anew each time: its configuration may have changed. */
  project(): Promise<Project> {
    return openProject(this.cwd);
  }

  /** Of the latest run; null before the first one. */
  async status(project: Project): Promise<RunStatus | null> {
    if (this.#played !== null) return this.#played.status();
    return listRuns(project.stateFolder).length === 0 ? null : latestStatus(project, null);
  }

  async start({ plans, only, max }: StartOptions): Promise<Started> {
    const project = await this.project();
    const named = plans.length > 0;
    const handle = await startRun(project, {
      plans: named ? plans : [await onlyPlan(project)],
      cwd: named ? this.cwd : project.root,
      agent: null,
      max,
      base: null,
      fresh: false,
      into: null,
      only,
      attended: false,
    });
    return this.#keep(handle, project);
  }

  /** Goes on with the latest run: out of its pause, or from where it was stopped or cut off. */
  async resume(): Promise<Started> {
    const project = await this.project();
    const run = requireRun(project, null);
    if (ownerOf(project, run) === null)
      return this.#keep(await resumeRun(project, { run, attended: false }), project);
    await steerLatestRun(project, { type: 'unpause' });
    const { plans } = await latestStatus(project, run);
    return { run, owned: this.#played !== null, state: 'running', plans, notes: [] };
  }

  async steer(body: RunCommandBody): Promise<Steered> {
    return steerLatestRun(await this.project(), body);
  }

  /** Lets go of the run: its agents finish what they are at, and whoever resumes it takes it up there. */
  async close(): Promise<void> {
    await this.#played?.detach();
  }

  async #keep(handle: RunHandle, { notes }: Project): Promise<Started> {
    const { run, owned } = handle;
    const { state, plans } = handle.status();
    const started = { run, owned, state, plans, notes };
    if (!owned) {
      await handle.dispose();
      return started;
    }
    this.#played = handle;
    handle.whenOver().then(
      () => this.#forget(handle),
      (error: unknown) => {
        this.#forget(handle);
        this.#report(`Run ${run} can't go on: ${String(error)}`);
      },
    );
    return started;
  }

  #forget(handle: RunHandle): void {
    if (this.#played === handle) this.#played = null;
  }
}
