import * as vscode from 'vscode';
import { plural } from '../../shared/dashboard/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import { hasLanded } from '../../core/projections/hasLanded.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { pickOne } from './pickLive.ts';
import { requireSound, saved, startPlans, usualTerms } from './startPlans.ts';
import { isLive, requireRow, steer } from './steer.ts';
import { argumentOf, keyOf, taskIn, type PlanTarget, type TaskTarget } from './targets.ts';

/** Plays plans as a whole: by a new run, or as part of the one that goes on. */
export async function playPlans(services: HostServices, plans: readonly PlanTarget[]): Promise<void> {
  for (const [repository, own] of byRepository(plans)) {
    for (const { checked } of own) await saved(checked.uri);
    if (own.every(({ view }) => hasLanded(view)))
      throw new UserError(
        `Everything in ${own.map(({ checked }) => checked.path).join(' and ')} has landed.`,
        1,
        'allLanded',
      );
    if (isLive(repository)) for (const plan of own) await joinWhole(repository, plan);
    else if (!(await resumedInstead(repository, own)))
      await startPlans(services, repository, { plans: own, only: null, terms: usualTerms });
  }
}

/** Plays some tasks, with what they depend on; those that ended badly are tried again. */
export async function playTasks(services: HostServices, tasks: readonly TaskTarget[]): Promise<void> {
  // A task may be selected together with its group or its phase.
  const leaves = new Map(tasks.flatMap(leavesOf).map((target) => [keyOf(target), target]));
  for (const own of byPlan([...leaves.values()])) {
    const [plan] = own;
    if (plan === undefined) continue;
    await saved(plan.checked.uri);
    const { repository } = plan;
    if (isLive(repository)) await joinTasks(plan, own);
    else {
      const only = own.map(({ task }) => task.id);
      await startPlans(services, repository, { plans: [plan], only, terms: usualTerms });
    }
  }
}

/** A group is played as the tasks below it. */
function leavesOf(target: TaskTarget): readonly TaskTarget[] {
  if (target.task.kind !== 'group') return [target];
  const children = [...target.view.tasks.values()].filter(({ parent }) => parent === target.task.id);
  return children.flatMap(({ id }) => taskIn(target, id) ?? []).flatMap(leavesOf);
}

async function joinWhole(repository: Repository, plan: PlanTarget): Promise<void> {
  const { view, checked } = plan;
  const rows = isPlayed(plan) ? [...view.tasks.values()].flatMap(({ row }) => row ?? []) : [];
  if (rows.length === 0) {
    await requireSound([plan]);
    await steer(repository, { type: 'addPlan', path: checked.path });
    return;
  }
  const leftOut = rows.filter(({ selected }) => !selected);
  if (leftOut.length > 0) {
    await steer(repository, { type: 'select', tasks: leftOut.map(({ plan, id }) => `${plan}/${id}`) });
    return;
  }
  void vscode.window.showInformationMessage(`${checked.path} is being played already.`);
}

async function joinTasks(plan: PlanTarget, own: readonly TaskTarget[]): Promise<void> {
  const { repository, checked } = plan;
  if (!isPlayed(plan) || own.every(({ task }) => task.row === null)) {
    await requireSound([plan]);
    await steer(repository, { type: 'addPlan', path: checked.path, only: own.map(({ task }) => task.id) });
    return;
  }
  for (const target of own) requireRow(target);
  const again = own.filter(({ task }) => ended.has(task.state));
  for (const { task } of again) await steer(repository, { type: 'retry', task: task.ref, note: null });
  const wanted = own.filter((target) => !again.includes(target));
  if (wanted.length === 0) return;
  await steer(repository, { type: 'select', tasks: wanted.map(({ task }) => task.ref) });
  tellWaiting(wanted);
}

/** By the run that goes on, and not only by an earlier one. */
function isPlayed({ repository, status }: PlanTarget): boolean {
  return status !== null && status.run === repository.status?.run;
}

const ended: ReadonlySet<string> = new Set(['failed', 'cancelled', 'skipped']);

/** A task of a run that goes on starts by itself as soon as it can: what the user wants to know is why not yet. */
function tellWaiting(wanted: readonly TaskTarget[]): void {
  const [first] = wanted;
  if (first === undefined) return;
  const who = wanted.length === 1 ? first.task.id : plural(wanted.length, 'task');
  void vscode.window
    .showInformationMessage(`${who} runs as soon as it can.`, 'Why Is This Waiting?')
    .then((button) => {
      if (button !== undefined) {
        void vscode.commands.executeCommand('tutti.whyIsThisWaiting', argumentOf(first));
      }
    });
}

/** A run that was stopped in the middle is gone on with, unless the person wants a new one; true: nothing else to do. */
async function resumedInstead(repository: Repository, plans: readonly PlanTarget[]): Promise<boolean> {
  const status = plans[0]?.status ?? null;
  if (status?.state !== 'stopped' || plans.some((plan) => plan.status?.run !== status.run)) return false;
  const answer = await pickOne<'resume' | 'new'>({
    title: `The run ${status.run} was stopped`,
    placeholder: status.reason ?? 'What should happen?',
    items: () => [
      {
        key: 'resume',
        label: '$(debug-continue) Resume It',
        description: 'agents go on where they were',
        value: 'resume',
      },
      {
        key: 'new',
        label: '$(run-all) Start a New Run',
        description: 'what has landed stays landed',
        value: 'new',
      },
    ],
  });
  if (answer === 'resume') await repository.resume(status.run);
  return answer !== 'new';
}

export function byRepository(plans: readonly PlanTarget[]): ReadonlyMap<Repository, readonly PlanTarget[]> {
  const map = new Map<Repository, PlanTarget[]>();
  for (const plan of plans) map.set(plan.repository, [...(map.get(plan.repository) ?? []), plan]);
  return map;
}

function byPlan(tasks: readonly TaskTarget[]): readonly (readonly TaskTarget[])[] {
  const map = new Map<string, TaskTarget[]>();
  for (const task of tasks) {
    const key = task.checked.uri.toString();
    map.set(key, [...(map.get(key) ?? []), task]);
  }
  return [...map.values()];
}
