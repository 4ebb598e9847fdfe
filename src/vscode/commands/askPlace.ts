import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { requirePlans } from './askPlan.ts';
import { pickText } from './pickText.ts';
import { pickOne, type PickItem } from './pickLive.ts';
import {
  allPlans,
  namedPlans,
  namedTasks,
  planOfEditor,
  readArguments,
  taskIn,
  type PlanTarget,
  type TaskTarget,
} from './targets.ts';
import { whenChanged } from './whenChanged.ts';

export interface RepositoryQuestion {
  readonly title: string;
  /** Repositories in which the command makes sense. */
  readonly accepts: (repository: Repository) => boolean;
  /** Which folder of a repository is meant matters as well. */
  readonly eachFolder?: boolean;
}

/**
 * The repository that is named by the arguments, that of the active editor, the only one, or one that a person picks;
 * null when they leave. Throws UserError when none fits.
 */
export async function oneRepository(
  services: HostServices,
  args: readonly unknown[],
  { title, accepts, eachFolder = false }: RepositoryQuestion,
): Promise<Repository | null> {
  const named = namedRepository(services, args);
  if (named !== null) return named;
  const { repositories } = services;
  const fitting = (eachFolder ? repositories.all() : repositories.distinct()).filter(accepts);
  const [first, second] = fitting;
  if (first === undefined) throw nothingFits(services);
  if (second === undefined) return first;
  const open = planOfEditor(services)?.repository;
  return pickOne<Repository>({
    title,
    placeholder: 'In which folder?',
    items: () =>
      fitting.map((repository) => ({
        key: repository.folder.uri.toString(),
        label: `$(folder) ${repository.folder.name}`,
        description:
          repository.status === null ? 'no run yet' : `${repository.status.run}, ${repository.status.state}`,
        value: repository,
      })),
    preferred: open === undefined ? [] : [open.folder.uri.toString()],
  });
}

/** The tasks of the phase that is named by the arguments, or of one that a person picks. */
export async function askPhase(
  services: HostServices,
  args: readonly unknown[],
): Promise<readonly TaskTarget[]> {
  const [row] = readArguments(args).rows;
  const [plan] = namedPlans(services, readArguments(args));
  if (plan !== undefined && row !== undefined && 'phase' in row) return tasksOfPhase(plan, row.phase);
  requirePlans(services);
  const picked = await pickOne<PhaseTarget>({
    title: 'Run Phase',
    placeholder: 'Which phase?',
    items: () => allPlans(services).flatMap(phaseItems),
    changes: (listener) => whenChanged(services, listener),
  });
  return picked === null ? [] : tasksOfPhase(picked.plan, picked.phase);
}

interface PhaseTarget {
  readonly plan: PlanTarget;
  readonly phase: string;
}

function phaseItems(plan: PlanTarget): readonly PickItem<PhaseTarget>[] {
  return plan.view.phases.map(({ id, title, done, tasks }) => ({
    key: `${plan.checked.uri.toString()}#${id}`,
    label: `$(milestone) Phase ${id}: ${pickText(title, 80)}`,
    description: `${String(done)} of ${String(tasks.length)} done · ${plan.view.name}`,
    value: { plan, phase: id },
  }));
}

/** Throws UserError when it has none. */
export function tasksOfPhase(plan: PlanTarget, id: string): readonly TaskTarget[] {
  const phase = plan.view.phases.find((one) => one.id === id);
  const found = (phase?.tasks ?? []).flatMap((task) => taskIn(plan, task) ?? []);
  if (found.length === 0) throw new UserError(`The phase ${id} has no task.`);
  return found;
}

function namedRepository(services: HostServices, args: readonly unknown[]): Repository | null {
  const named = readArguments(args);
  const [task] = namedTasks(services, named);
  const [plan] = namedPlans(services, named);
  const [first] = args;
  const folder = typeof first === 'object' && first !== null && 'folder' in first ? first.folder : null;
  return (
    task?.repository ??
    plan?.repository ??
    services.repositories.all().find((one) => one.folder.uri.toString() === folder) ??
    null
  );
}

function nothingFits({ repositories }: HostServices): UserError {
  const [problem] = repositories.problems().values();
  if (problem !== undefined) return new UserError(problem, 2, 'config');
  if (repositories.all().length === 0) return new UserError('No folder is open: open one first.');
  return new UserError('No run is in a state for this now.', 1, 'noRun');
}
