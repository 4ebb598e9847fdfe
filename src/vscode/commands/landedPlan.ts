import { UserError } from '../../core/base/userError.ts';
import type { PlanStatus } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { onePlan } from './askPlan.ts';
import { planOf } from './targets.ts';
import { requireRun } from './workTargets.ts';

/** A plan of a run, of which something has landed. */
export interface LandedPlan {
  readonly repository: Repository;
  /** The latest that has the plan. */
  readonly run: string;
  readonly plan: PlanStatus;
  /** As its file has it. */
  readonly title: string;
}

/** Throws UserError when nothing of the plan has landed; null when the person leaves. */
export async function landedPlan(
  services: HostServices,
  args: readonly unknown[],
  title: string,
): Promise<LandedPlan | null> {
  const target = await onePlan(services, args, title);
  if (target === null) return null;
  const { repository, checked, view } = target;
  const plan = planOf(target);
  if (plan === null) throw new UserError(`No run has ${checked.path} yet.`, 1, 'noRun');
  if (plan.landed === 0) throw new UserError(`Nothing of ${view.name} has landed yet.`, 1, 'nothing');
  return { repository, run: requireRun(target), plan, title: view.title === '' ? view.name : view.title };
}
