import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import type { Git } from '../adapters/git/createGit.ts';
import { readCommands } from '../adapters/store/inbox.ts';
import type { LocalWorkers } from '../adapters/pools/localWorkers.ts';
import { Journal } from '../adapters/store/journal.ts';
import { acquireLock, type RepositoryLock } from '../adapters/store/lock.ts';
import { listRuns, prepareStateFolder, runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import { journalVersion } from '../core/engine/events.ts';
import { evolve, initialState } from '../core/engine/evolve.ts';
import { idsIn } from '../core/engine/selection.ts';
import type { RunCommand } from '../shared/command.ts';
import type { RunStatus } from '../shared/status.ts';
import { requireAgents } from './agents.ts';
import { requireNoCutOffRun } from './cutOffRuns.ts';
import { FollowedRun } from './followedRun.ts';
import { requireGatePrograms } from './gatePrograms.ts';
import { handOver } from './handOver.ts';
import { requireBranch } from './into.ts';
import { openGit } from './openGit.ts';
import { OwnedRun, type Ownership } from './ownedRun.ts';
import { joinPlan, makeBranches, place, requirePicked, type PlacedPlan } from './placedPlans.ts';
import { loadPlan, requireDistinct, requireSound } from './plans.ts';
import type { Project, RunHandle, RunOptions } from './project.ts';
import { readStatus } from './readStatus.ts';
import { nextRunId } from './runId.ts';
import { ownerOf, withoutOwner } from './runOwner.ts';
import { openWorkers } from './runners.ts';
import { attemptBudget, runSettings } from './settings.ts';

/** Free disk under which no run starts: worktrees would fill it up. */
const minimumFreeBytes = 200 * 1024 * 1024;
const maxFirstRunners = 4;

/**
 * Starts a run, or hands its plans to the run that owns the repository. All checks come before the first change:
 * after a UserError nothing is left behind.
 */
export async function startRun(project: Project, options: RunOptions): Promise<RunHandle> {
  if (options.plans.length === 0)
    throw new UserError('Name at least one plan, for example: tutti run plans/example.md.');
  const loaded = await Promise.all(options.plans.map((path) => loadPlan(project, path, options.cwd)));
  for (const plan of loaded) requireSound(plan);
  requireDistinct(loaded);
  requireIdentity(project);
  requireAgents(project, loaded, options.agent);
  requireGatePrograms(project, loaded);
  if (options.into !== null) await requireBranch(project, options.into);
  prepareStateFolder(project.stateFolder);
  const lock = acquireLock(project.stateFolder);
  if (!lock.ok) return handOver(project, options, () => startRun(project, options));
  return takingOver(project, lock.value, async ({ git, workers, play }) => {
    if (!options.fresh) {
      requireNoCutOffRun(
        project,
        loaded.map(({ plan }) => plan.name),
      );
    }
    await requireDisk(git);
    // Their interpreters start while the branches are looked at.
    workers.warm(Math.min(loaded[0]?.plan.tasks.length ?? 1, maxFirstRunners));
    const placed: PlacedPlan[] = [];
    for (const plan of loaded) placed.push(await place(project, git, { loaded: plan, options }));
    const only = requirePicked(placed, options.only ?? null);
    const latest = listRuns(project.stateFolder).at(-1) ?? null;
    const run = nextRunId(
      latest,
      placed.map(({ plan }) => plan.name),
      Date.now(),
    );
    const folder = runFolder(project.stateFolder, run);
    mkdirSync(folder.folder, { recursive: true, mode: 0o700 });
    let journal: Journal;
    try {
      await makeBranches(git, placed, run);
      journal = newJournal(folder.journal, () => {
        lock.value.assign(run);
      });
    } catch (error) {
      rmSync(folder.folder, { recursive: true });
      throw error;
    }
    const owned = play({
      journal,
      decisions: [],
      state: initialState(),
      run,
      loadPlan: (path) => joinPlan(project, git, { path, options }),
    });
    const settings = runSettings(project.config, options);
    owned.engine.record({ type: 'runStarted', version: journalVersion, run, settings, into: options.into });
    for (const { plan } of placed)
      owned.engine.record({ type: 'planAdded', plan, only: idsIn(plan.name, only) });
    owned.listen();
    return owned;
  });
}

/** `tell`: says which run is played. Whoever hears it finds a journal. */
function newJournal(file: string, tell: () => void): Journal {
  const journal = Journal.create(file);
  try {
    tell();
    return journal;
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** Takes a run up where its journal ends: the latest one, unless one is named. */
export async function resumeRun(
  project: Project,
  options: {
    readonly run: string | null;
    readonly attended: boolean;
    /** A run that was paused stays paused: for an owner that takes it up unasked. */
    readonly asItWas?: boolean;
    /** Tasks to run beside those that were selected so far, as in `RunOptions`. */
    readonly only?: readonly string[] | null;
  },
): Promise<RunHandle> {
  const run = requireRun(project, options.run);
  requireIdentity(project);
  const lock = acquireLock(project.stateFolder);
  if (!lock.ok) {
    throw new UserError(
      `Process ${String(lock.owner.pid)} plays ${lock.owner.run ?? 'a run'} in this repository: ${run} can go on when it has ended. See tutti status.`,
    );
  }
  return takingOver(project, lock.value, async ({ git, play }) => {
    await requireDisk(git);
    const { journal, events } = Journal.open(runFolder(project.stateFolder, run).journal);
    const state = initialState();
    for (const event of events) evolve(state, event);
    const noOptions = { cwd: project.root, agent: null, base: null, fresh: false };
    const owned = play({
      journal,
      decisions: events.filter((event) => event.type === 'decisionMade'),
      state,
      run,
      loadPlan: (path) => joinPlan(project, git, { path, options: noOptions }),
    });
    lock.value.assign(run);
    await owned.engine.recover(
      {
        attended: options.attended,
        budget: project.config.budget.run,
        attempt: attemptBudget(project.config),
        asItWas: options.asItWas ?? false,
      },
      [...readCommands(project.stateFolder), ...selecting(run, options.only ?? null)],
    );
    owned.listen();
    return owned;
  });
}

function selecting(run: string, tasks: readonly string[] | null): readonly RunCommand[] {
  return tasks === null ? [] : [{ id: randomUUID(), run, at: Date.now(), type: 'select', tasks }];
}

/** Follows a run that another process plays, or shows how one ended. */
export function followRun(project: Project, run: string | null): Promise<RunHandle> {
  return Promise.resolve(new FollowedRun(project, requireRun(project, run)));
}

/** The latest `status.json`. Throws UserError when there was no run yet. */
export function latestStatus(project: Project, run: string | null): Promise<RunStatus> {
  const name = requireRun(project, run);
  const played = ownerOf(project, name) !== null;
  const { status } = runFolder(project.stateFolder, name);
  const latest = readStatus(status);
  if (latest === null) throw new UserError(`${status} is not there, or of another version of Tutti.`, 1);
  return Promise.resolve(played ? latest : withoutOwner(latest));
}

/** The run of that id, or the latest. Throws UserError when there is none. */
export function requireRun(project: Project, run: string | null): string {
  const runs = listRuns(project.stateFolder);
  const latest = runs.at(-1);
  if (latest === undefined)
    throw new UserError('There is no run in this repository yet. Start one with tutti run PLAN.', 2, 'noRun');
  if (run === null) return latest;
  if (!runs.includes(run)) throw new UserError(`There is no run ${run}; the latest is ${latest}.`);
  return run;
}

function requireIdentity(project: Project): void {
  if (project.repository.identity !== null) return;
  throw new UserError(
    'git knows no name and e-mail address to commit with. Set them: git config user.name "You"; git config user.email you@example.com.',
    2,
    'git',
  );
}

async function requireDisk(git: Git): Promise<void> {
  const free = await git.freeBytes();
  if (free >= minimumFreeBytes) return;
  throw new UserError(
    `Only ${String(Math.round(free / 1e6))} MB are free at ${git.slotRoot}: worktrees need more. Free some space first.`,
  );
}

interface Takeover {
  readonly git: Git;
  readonly workers: LocalWorkers;
  /** From here on the run has what was opened. */
  readonly play: (own: Omit<Ownership, 'project' | 'lock' | 'git' | 'workers'>) => OwnedRun;
}

/** Opens what a run needs; lets go of it, and of the repository, when the run can't be made. */
async function takingOver(
  project: Project,
  lock: RepositoryLock,
  make: (takeover: Takeover) => Promise<RunHandle>,
): Promise<RunHandle> {
  const git = openGit(project, lock);
  const workers = openWorkers(project);
  const played: OwnedRun[] = [];
  const play: Takeover['play'] = (own) => {
    const owned = new OwnedRun({ project, lock, git, workers, ...own });
    played.push(owned);
    return owned;
  };
  try {
    return await make({ git, workers, play });
  } catch (error) {
    // An engine that goes on would write to a journal that the next owner writes to.
    for (const owned of played) await owned.abandon();
    if (played.length === 0) {
      workers.dispose();
      git.dispose();
      lock.release();
    }
    throw error;
  }
}
