import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import { allPlans, planAt, taskIn, type PlanTarget, type TaskTarget } from '../commands/targets.ts';
import type { HostServices } from '../hostServices.ts';

/** The plan of that path or name; the only one when none is named. Throws UserError when that is not one plan. */
export function planNamed(services: HostServices, named: string | undefined): PlanTarget {
  const plans = allPlans(services);
  const found =
    named === undefined
      ? plans
      : plans.filter(({ checked, view }) => [checked.path, checked.uri.fsPath, view.name].includes(named));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const file = named === undefined || first !== undefined ? null : planFile(services, named);
  if (file !== null) return file;
  const paths = plans.slice(0, 20).map(({ checked }) => checked.path);
  if (paths.length === 0) throw new UserError('There is no plan in this workspace yet.');
  const problem = first === undefined ? `There is no plan ${named ?? ''}.` : 'There are several plans.';
  throw new UserError(`${problem} Name one of: ${paths.join(', ')}.`);
}

/** By `id` or `plan/id`. Throws UserError when that is not one task. */
export function requireTask(services: HostServices, name: string): TaskTarget {
  const found = allPlans(services).flatMap((target) =>
    [...target.view.tasks.values()]
      .filter(({ id, ref }) => name === id || name === ref)
      .flatMap(({ id }) => taskIn(target, id) ?? []),
  );
  // A task of the run is meant rather than one of the same id in another plan.
  const played = found.filter(({ task }) => task.row !== null);
  const [first, second] = played.length > 0 ? played : found;
  if (first === undefined) throw new UserError(`There is no task ${name}.`);
  if (second === undefined) return first;
  throw new UserError(`Several plans have a task ${name}: say plan/id.`);
}

/** A file that was made a moment ago, or that no glob names. */
function planFile({ repositories }: HostServices, path: string): PlanTarget | null {
  for (const repository of repositories.all()) {
    const uri = isAbsolute(path) ? vscode.Uri.file(path) : vscode.Uri.joinPath(repository.folder.uri, path);
    const target = planAt(repository, uri);
    if (target !== null) return target;
  }
  return null;
}
