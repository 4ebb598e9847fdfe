import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { NdjsonReader } from '../adapters/process/ndjson.ts';
import { prepareStateFolder } from '../adapters/store/runFolders.ts';
import { success, type Result } from '../core/base/result.ts';
import { using } from '../core/base/systemFault.ts';
import type { ObjectId } from '../core/engine/ports.ts';
import { hasFields } from '../shared/fields.ts';
import { renameDoneMark } from './doneMarks.ts';
import { landingsOf } from './integrationBranch.ts';
import type { Project, RunHandle } from './project.ts';
import { readingGit } from './readingGit.ts';

export interface TaskRename {
  /** Name of the plan. */
  readonly plan: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Tells the run, if there is one, and all later ones that a task has another id: what has landed stays landed. To be
 * called before the plan's file is saved, as the run would drop the one task and take the other in. A sentence says why
 * the task can't be renamed now.
 */
export async function renameTask(
  project: Project,
  handle: RunHandle | null,
  rename: TaskRename,
): Promise<Result<null>> {
  const { plan, from, to } = rename;
  // Before the run is told: from then on there is no time to lose.
  const landed = await readingGit(project, ({ history }) =>
    landingsOf(history, { plan, names: landingNames(project.stateFolder) }),
  );
  const known = handle?.status().tasks.some((task) => task.plan === plan && task.id === from) ?? false;
  const answer = known ? await handle?.command({ type: 'renameTask', plan, from, to }) : undefined;
  if (answer?.ok === false) return answer;
  const renamed = landed.filter(({ task }) => task === from);
  renameDoneMark(project.stateFolder, rename);
  if (renamed.length > 0) nameLandings(project.stateFolder, renamed, to);
  return success(null);
}

/**
 * Names that landed tasks have by now, by the commits as which they landed: a trailer keeps the old one. By commit, as
 * the old name may be given to another task, which then lands as well.
 */
export function landingNames(stateFolder: string): ReadonlyMap<ObjectId, string> {
  const lines = new NdjsonReader(fileOf(stateFolder)).read().filter(isNaming);
  return new Map(lines.map(({ commit, task }) => [commit, task]));
}

interface Naming {
  readonly commit: ObjectId;
  readonly task: string;
}

function nameLandings(stateFolder: string, landings: readonly Naming[], task: string): void {
  // What landed outlives the state folder.
  prepareStateFolder(stateFolder);
  const file = fileOf(stateFolder);
  const lines = landings.map(({ commit }) => `${JSON.stringify({ commit, task })}\n`);
  using(file, () => {
    appendFileSync(file, lines.join(''), { mode: 0o600 });
  });
}

function isNaming(value: unknown): value is Naming {
  return hasFields(value, { commit: 'string', task: 'string' });
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'renames.ndjson');
}
