import { UserError } from '../../core/base/userError.ts';
import { hasLanded } from '../../core/projections/hasLanded.ts';
import type { HostServices } from '../hostServices.ts';
import { pickText } from './pickText.ts';
import { pickMany, pickOne, separator, type PickItem } from './pickLive.ts';
import { allPlans, namedPlans, planOfEditor, readArguments, type PlanTarget } from './targets.ts';
import { whenChanged } from './whenChanged.ts';

/** The plan that is named by the arguments, the only one, or one that a person picks; null when they leave. */
export async function onePlan(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<PlanTarget | null> {
  const [named] = namedPlans(services, readArguments(args));
  if (named !== undefined) return named;
  const plans = requirePlans(services);
  const [first, second] = plans;
  if (first !== undefined && second === undefined) return first;
  return pickOne({ ...planPick(services, title), placeholder: 'Which plan?' });
}

/** The same for commands that take several plans of one repository. */
export async function somePlans(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<readonly PlanTarget[] | null> {
  const named = namedPlans(services, readArguments(args));
  if (named.length > 0) return named;
  const plans = requirePlans(services);
  return plans.length === 1
    ? plans
    : pickMany({
        ...planPick(services, title),
        placeholder: 'Which plans? They run together.',
        preferred: expectedPlans(services).map(({ checked }) => checked.uri.toString()),
      });
}

/** Throws UserError when the window has no plan. */
export function requirePlans(services: HostServices): readonly PlanTarget[] {
  const plans = allPlans(services);
  if (plans.length > 0) return plans;
  const [problem] = services.repositories.problems().values();
  throw problem === undefined
    ? new UserError('There is no plan in this window yet.', 2, 'noPlan')
    : new UserError(problem, 2, 'config');
}

/** The one that a person looks at, else all of which something is left; none where these are of several folders. */
function expectedPlans(services: HostServices): readonly PlanTarget[] {
  const open = planOfEditor(services);
  if (open !== null) return [open];
  const left = allPlans(services).filter(({ view }) => !hasLanded(view));
  return new Set(left.map(({ repository }) => repository)).size > 1 ? [] : left;
}

function planPick(services: HostServices, title: string) {
  const open = planOfEditor(services);
  return {
    title,
    items: () => planItems(services),
    changes: (listener: () => void) => whenChanged(services, listener),
    preferred: open === null ? [] : [open.checked.uri.toString()],
  };
}

function planItems(services: HostServices): readonly PickItem<PlanTarget>[] {
  const several = services.repositories.distinct().length > 1;
  let folder = '';
  return allPlans(services).flatMap((target) => {
    const { repository, checked, view } = target;
    const errors = checked.plan.diagnostics.filter(({ severity }) => severity === 'error').length;
    const item: PickItem<PlanTarget> = {
      key: checked.uri.toString(),
      label: `$(checklist) ${pickText(view.title === '' ? view.name : view.title, 80)}`,
      description: `${String(view.done)} of ${String(view.total)} done · ${checked.path}`,
      ...(errors === 0 ? {} : { detail: `$(error) ${String(errors)} errors: it can't run as it is` }),
      value: target,
    };
    if (!several || repository.folder.name === folder) return [item];
    folder = repository.folder.name;
    return [separator<PlanTarget>(folder), item];
  });
}
