import { planChanges, taskChanges } from '../../app/changes.ts';
import { printable } from '../../core/base/printable.ts';
import { UserError } from '../../core/base/userError.ts';
import type { TaskTarget, PlanTarget } from '../commands/targets.ts';
import { allPlans, namedPlans, namedTasks, planOf, readArguments, taskIn } from '../commands/targets.ts';
import { attemptOf, namesPlan, requireRun, requireWork } from '../commands/workTargets.ts';
import { pickOne, separator, type PickItem } from '../commands/pickLive.ts';
import { whenChanged } from '../commands/whenChanged.ts';
import type { HostServices } from '../hostServices.ts';
import { hasChanges } from '../views/taskFacts.ts';
import { openChanges } from './openChanges.ts';

type Subject =
  | { readonly kind: 'plan'; readonly target: PlanTarget }
  | { readonly kind: 'task'; readonly target: TaskTarget };

/** Shows what a task, one of its attempts, or a whole plan changed; without arguments a person picks. */
export async function showChanges(services: HostServices, args: readonly unknown[]): Promise<void> {
  const subject = named(services, args) ?? (await pick(services));
  if (subject === null) return;
  if (subject.kind === 'plan') await showPlan(subject.target);
  else await showTask(subject.target, attemptOf(args));
}

async function showTask(target: TaskTarget, attempt: number | null): Promise<void> {
  const { repository, ref } = requireWork(target);
  const run = requireRun(target);
  const changes = await taskChanges(repository.requireProject(), { run, task: ref, attempt });
  await openChanges(repository, changes, { run, task: ref });
}

async function showPlan(target: PlanTarget): Promise<void> {
  const { repository, checked } = target;
  const plan = planOf(target);
  if (plan === null) throw new UserError(`No run has ${checked.path} yet.`, 1, 'noRun');
  const run = requireRun(target);
  const changes = await planChanges(repository.requireProject(), { run, plan: plan.name });
  await openChanges(repository, changes, null);
}

function named(services: HostServices, args: readonly unknown[]): Subject | null {
  const rows = readArguments(args);
  if (namesPlan(args)) {
    const [target] = namedPlans(services, rows);
    return target === undefined ? null : { kind: 'plan', target };
  }
  const [target] = rows.rows.length === 0 ? [] : namedTasks(services, rows);
  return target === undefined ? null : { kind: 'task', target };
}

async function pick(services: HostServices): Promise<Subject | null> {
  if (items(services).length === 0) throw new UserError('No task has changed anything yet.', 1, 'noRun');
  return pickOne<Subject>({
    title: 'Show Changes',
    placeholder: 'Of which task, or of a whole plan?',
    items: () => items(services),
    changes: (listener) => whenChanged(services, listener),
  });
}

function items(services: HostServices): readonly PickItem<Subject>[] {
  return allPlans(services).flatMap((plan) => {
    const inRun = planOf(plan);
    if (inRun === null) return [];
    const tasks = [...plan.view.tasks.values()].filter(hasChanges);
    const whole: PickItem<Subject> = {
      key: plan.checked.uri.toString(),
      label: '$(git-branch) All that landed',
      description: inRun.integrationBranch,
      value: { kind: 'plan', target: plan },
    };
    return [
      separator<Subject>(plan.view.name),
      ...(inRun.landed > 0 ? [whole] : []),
      ...tasks.flatMap(({ id, title, state }): readonly PickItem<Subject>[] => {
        const target = taskIn(plan, id);
        if (target === null) return [];
        const label = `${id} ${printable(title, 80)}`;
        return [
          {
            key: `${plan.checked.uri.toString()}#${id}`,
            label,
            description: state,
            value: { kind: 'task', target },
          },
        ];
      }),
    ];
  });
}
