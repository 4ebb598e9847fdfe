import type { HostServices } from '../hostServices.ts';
import { tasksOfPhase } from './askPlace.ts';
import { someTasks, startable } from './askTask.ts';
import { playPlans, playTasks } from './play.ts';
import { namedPlans, namedTasks, readArguments, tasksOfEditor, type TaskTarget } from './targets.ts';

/**
 * Plays what is selected: rows of plans as a whole, of phases with all their tasks; or the tasks at the lines that the
 * menu was opened for. The palette stands for the selections of the editor.
 */
export async function runSelection(services: HostServices, args: readonly unknown[]): Promise<void> {
  const named = readArguments(args);
  const only = (rows: typeof named.rows) => ({ ...named, rows, file: null });
  const plans = namedPlans(services, only(named.rows.filter((row) => 'kind' in row && row.kind === 'plan')));
  const ofPhases = named.rows.flatMap((row) => {
    const [plan] = 'phase' in row ? namedPlans(services, only([row])) : [];
    return plan !== undefined && 'phase' in row ? tasksOfPhase(plan, row.phase) : [];
  });
  const whole = new Set(plans.map(({ checked }) => checked.uri.toString()));
  const tasks = [...ofPhases, ...namedTasks(services, named)].filter(
    ({ checked }) => !whole.has(checked.uri.toString()),
  );
  if (plans.length > 0) await playPlans(services, plans);
  if (plans.length > 0 && tasks.length === 0) return;
  await playTasks(services, tasks.length > 0 ? tasks : await unnamedTasks(services, args));
}

/** A key of a view is never about the editor beside it. */
async function unnamedTasks(
  services: HostServices,
  args: readonly unknown[],
): Promise<readonly TaskTarget[]> {
  const inEditor = args[0] === undefined ? tasksOfEditor(services) : [];
  return inEditor.length > 0 ? inEditor : someTasks(services, args, startable('Run Selected Tasks'));
}
