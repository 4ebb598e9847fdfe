import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { NdjsonReader } from '../adapters/process/ndjson.ts';
import { success, type Result } from '../core/base/result.ts';
import { using } from '../core/base/systemFault.ts';
import { hasFields } from '../shared/fields.ts';
import type { Project, RunHandle } from './project.ts';

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
  { stateFolder }: Pick<Project, 'stateFolder'>,
  handle: RunHandle | null,
  rename: TaskRename,
): Promise<Result<null>> {
  const { plan, from, to } = rename;
  const known = handle?.status().tasks.some((task) => task.plan === plan && task.id === from) ?? false;
  const answer = known ? await handle?.command({ type: 'renameTask', plan, from, to }) : undefined;
  if (answer?.ok === false) return answer;
  const file = fileOf(stateFolder);
  // Without a state folder nothing was ever run.
  if (existsSync(stateFolder)) {
    using(file, () => {
      appendFileSync(file, `${JSON.stringify({ plan, from, to })}\n`, { mode: 0o600 });
    });
  }
  return success(null);
}

/** Identities of tasks that landed, by the names that they have now. */
export function withRenames(
  stateFolder: string,
  plan: string,
  landed: ReadonlySet<string>,
): ReadonlySet<string> {
  const renamed = new Set(landed);
  for (const rename of new NdjsonReader(fileOf(stateFolder)).read()) {
    if (isRename(rename) && rename.plan === plan && renamed.delete(rename.from)) renamed.add(rename.to);
  }
  return renamed;
}

function isRename(value: unknown): value is TaskRename {
  return hasFields(value, { plan: 'string', from: 'string', to: 'string' });
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'renames.ndjson');
}
