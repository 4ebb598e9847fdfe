import { existsSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { runProcess } from '../adapters/process/run.ts';
import { UserError } from '../core/base/userError.ts';
import type { Project } from './project.ts';

/**
 * Files that are plans by the configured globs: relative to the root, with `/`, sorted. What git ignores is left out.
 * Throws UserError when there is none.
 */
export async function findPlans(project: Project): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { reason, exitCode, stdout, stderr } = await runProcess('git', args, { cwd: project.root });
  if (reason !== 'exited' || exitCode !== 0)
    throw new UserError(`The files of the repository can't be listed: ${stderr.trim() || reason}.`);
  const isPlan = picomatch([...project.config.plans], { dot: true });
  const plans = stdout
    .split('\0')
    .filter((path) => path !== '' && isPlan(path) && existsSync(join(project.root, path)))
    .sort();
  if (plans.length === 0)
    throw new UserError('There is no plan here: name a file, or write one with `tutti init`.');
  return plans;
}

/** The plan of a repository that has one. Throws UserError otherwise: it must be said which one is meant. */
export async function onlyPlan(project: Project): Promise<string> {
  const plans = await findPlans(project);
  const [only] = plans;
  if (only !== undefined && plans.length === 1) return only;
  const shown = plans.slice(0, 10).join(', ');
  throw new UserError(
    `Several files are plans: say which one to run (${shown}${plans.length > 10 ? ', …' : ''}).`,
  );
}
