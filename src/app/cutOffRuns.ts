import { existsSync, readFileSync } from 'node:fs';
import { readJournal } from '../adapters/store/journal.ts';
import { listRuns, runFolder } from '../adapters/store/runFolders.ts';
import { UserError } from '../core/base/userError.ts';
import { evolve, initialState } from '../core/engine/evolve.ts';
import { saysUnderWay } from '../shared/runState.ts';
import type { Project } from './project.ts';

/**
 * Throws UserError when a run of one of these plans was cut off (killed, power lost): its agents may still work, and a
 * new run would take their worktrees. To be asked by the owner of the repository only.
 */
export function requireNoCutOffRun(project: Project, plans: readonly string[]): void {
  for (const run of listRuns(project.stateFolder)) {
    const { status, journal } = runFolder(project.stateFolder, run);
    // The snapshot is cheap to read and never says that a run goes on when it has ended.
    if (existsSync(status) && !saysUnderWay(readFileSync(status, 'utf8'))) continue;
    const state = initialState();
    const { events } = readJournal(journal);
    for (const event of events) evolve(state, event);
    const last = events.at(-1)?.type;
    const open = ['running', 'paused', 'draining', 'stopping'].includes(state.phase);
    const plan = plans.find((name) => state.plans.has(name));
    if (!open || plan === undefined) continue;
    const how = last === 'runDetached' ? 'was let go of' : 'was cut off';
    throw new UserError(
      `Run ${run} of the plan ${plan} ${how}, and its agents may still work. Go on with it: tutti resume --run ${run}. Or start beside it: tutti run --new.`,
      2,
      'cutOffRun',
    );
  }
}
