import { UserError } from '../../core/base/userError.ts';
import { playPlans, playTasks } from '../commands/play.ts';
import { isLive } from '../commands/steer.ts';
import { taskIn, type PlanTarget, type TaskTarget } from '../commands/targets.ts';
import { requireTrust } from '../commands/trust.ts';
import type { HostServices } from '../hostServices.ts';
import type { Confirmation } from './aiTool.ts';

/** What a person is asked before agents start. Throws UserError where none could. */
export function runConfirmation(target: PlanTarget, ids: readonly string[] | null): Confirmation {
  requireTrust();
  requireSound(target);
  const { view } = target;
  const open = [...view.tasks.values()].filter(({ kind, state }) => kind !== 'group' && !done.has(state));
  if (ids !== null) tasksOf(target, ids);
  const what = ids === null ? `${view.name} (open tasks: ${String(open.length)})` : ids.join(', ');
  return {
    title: `Run ${what}?`,
    message: `Coding agents start in worktrees of their own, which costs time and money. What passes its gate lands on tutti/${view.name}/integration.`,
  };
}

/** Starts what is asked for and says how it goes on. Throws UserError when it can't. */
export async function runTasks(
  services: HostServices,
  target: PlanTarget,
  ids: readonly string[] | null,
): Promise<string> {
  requireTrust();
  requireSound(target);
  const { repository, checked } = target;
  const before = repository.status?.run;
  if (ids === null) await playPlans(services, [target]);
  else await playTasks(services, tasksOf(target, ids));
  const { status } = repository;
  if (status === null || (!isLive(repository) && status.run === before))
    return 'The user chose to start nothing.';
  const what = ids === null ? checked.path : ids.join(', ');
  return `${what}: played by the run ${status.run}. Ask for the plan status to see how it goes.`;
}

const done: ReadonlySet<string> = new Set(['landed', 'skipped']);

function tasksOf(target: PlanTarget, ids: readonly string[]): readonly TaskTarget[] {
  return ids.map((id) => {
    const task = taskIn(target, id);
    if (task === null) throw new UserError(`${target.checked.path} has no task ${id}.`);
    return task;
  });
}

/** Before a person is asked: a plan with errors would not start. */
function requireSound({ checked }: PlanTarget): void {
  const errors = checked.plan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw new UserError(
    `${checked.path} has errors (${String(errors.length)}); the first is in line ${String(first.line)}: ${first.message}`,
  );
}
