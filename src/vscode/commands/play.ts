import * as vscode from 'vscode';
import { plural } from '../../core/base/quantities.ts';
import { UserError } from '../../core/base/userError.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { offerGateOnce } from './gate.ts';
import { pickOne } from './pickLive.ts';
import { isLive, requireRow, steer } from './steer.ts';
import { argumentOf, taskIn, type PlanTarget, type TaskTarget } from './targets.ts';

/** Plays plans as a whole: by a new run, or as part of the one that goes on. */
export async function playPlans(services: HostServices, plans: readonly PlanTarget[]): Promise<void> {
  for (const [repository, own] of byRepository(plans)) {
    for (const { checked } of own) await saved(checked.uri);
    if (isLive(repository)) for (const plan of own) await joinWhole(repository, plan);
    else if (!(await resumedInstead(repository, own)))
      await start(services, repository, { plans: own, only: null });
  }
}

/** Plays some tasks, with what they depend on; those that ended badly are tried again. */
export async function playTasks(services: HostServices, tasks: readonly TaskTarget[]): Promise<void> {
  for (const own of byPlan(tasks.flatMap(leavesOf))) {
    const [plan] = own;
    if (plan === undefined) continue;
    await saved(plan.checked.uri);
    const { repository } = plan;
    if (isLive(repository)) await joinTasks(plan, own);
    else {
      const only = own.map(({ task }) => task.id);
      await start(services, repository, { plans: [plan], only });
    }
  }
}

/** A group is played as the tasks below it. */
function leavesOf(target: TaskTarget): readonly TaskTarget[] {
  if (target.task.kind !== 'group') return [target];
  const children = [...target.view.tasks.values()].filter(({ parent }) => parent === target.task.id);
  return children.flatMap(({ id }) => taskIn(target, id) ?? []).flatMap(leavesOf);
}

interface Start {
  readonly plans: readonly PlanTarget[];
  /** Ids of one plan; null: all tasks. */
  readonly only: readonly string[] | null;
}

async function start(services: HostServices, repository: Repository, { plans, only }: Start): Promise<void> {
  const paths = plans.map(({ checked }) => checked.path);
  await requireSound(plans);
  const offered = await offerGateOnce(repository, paths);
  if (offered === 'left') return;
  const handle = await vscode.window.withProgress(
    { location: { viewId: 'tutti.plan' }, title: 'Starting the run' },
    () =>
      repository.start({ plans: paths, agent: null, max: null, base: null, fresh: false, into: null, only }),
  );
  services.log.info(`run ${handle.run}: ${paths.join(', ')}`);
  tellNotes(services, repository);
}

/** What a person should know once at the start; nothing of it keeps the run from going on. */
function tellNotes({ log }: HostServices, repository: Repository): void {
  const notes = repository.project?.notes ?? [];
  const ungated = repository.status?.plans.some(({ gated }) => !gated) ?? false;
  for (const note of notes) log.info(note);
  const told = ungated ? [...notes, 'No gate is configured: what lands is not verified.'] : notes;
  if (told.length === 0) return;
  const buttons = ungated ? ['Set a Gate'] : [];
  void vscode.window.showInformationMessage(told.join(' '), ...buttons).then((button) => {
    if (button !== undefined) void vscode.commands.executeCommand('tutti.openConfig');
  });
}

async function joinWhole(repository: Repository, plan: PlanTarget): Promise<void> {
  const { view, checked } = plan;
  const rows = [...view.tasks.values()].flatMap(({ row }) => row ?? []);
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
  if (own.every(({ task }) => task.row === null)) {
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
  const { status } = repository;
  if (status?.state !== 'stopped') return false;
  const open = plans.every(({ checked }) => status.plans.some(({ path }) => path === checked.path));
  if (!open) return false;
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

/** A run reads files: what was typed but not saved would not be played. */
async function saved(uri: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document?.isDirty !== true || (await document.save())) return;
  throw new UserError('The plan has changes that can not be saved: save it first.', 1, 'plan');
}

/** Throws UserError for plans with errors, with the first one in the editor. */
async function requireSound(plans: readonly PlanTarget[]): Promise<void> {
  const errors = plans.flatMap(({ checked }) => {
    const found = checked.plan.diagnostics.filter(({ severity }) => severity === 'error');
    return found.map((error) => ({ checked, ...error }));
  });
  const [first] = errors;
  if (first === undefined) return;
  const { checked, message, line, column } = first;
  const place = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(checked.uri, { selection: new vscode.Range(place, place) });
  const more = errors.length === 1 ? '' : ` And ${plural(errors.length - 1, 'more error')}.`;
  throw new UserError(`${checked.path}:${String(line)}: ${message}${more}`, 2, 'plan');
}

function byRepository(plans: readonly PlanTarget[]): ReadonlyMap<Repository, readonly PlanTarget[]> {
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
