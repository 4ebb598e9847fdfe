import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import { requirePlans } from './askPlan.ts';
import { pickOne, separator, type PickButton, type PickItem } from './pickLive.ts';
import { pickText, taskName } from './pickText.ts';
import {
  allPlans,
  argumentOf,
  keyOf,
  namedTasks,
  readArguments,
  taskIn,
  tasksOfEditor,
  type TaskTarget,
} from './targets.ts';
import { whenChanged } from './whenChanged.ts';

export interface TaskQuestion {
  readonly title: string;
  /** States in which the command makes sense; null: all. */
  readonly states: readonly TaskStateWord[] | null;
  /** Said when no task is in one of them: one sentence. */
  readonly none: string;
}

/** About tasks that can be started. */
export function startable(title: string): TaskQuestion {
  return {
    title,
    states: ['ready', 'pending', 'blocked', 'failed', 'cancelled', 'skipped'],
    none: 'Every task has landed or is under way.',
  };
}

/** The task that is named by the arguments, or one that a person picks; null when they leave. */
export async function oneTask(
  services: HostServices,
  args: readonly unknown[],
  question: TaskQuestion,
): Promise<TaskTarget | null> {
  const [named] = namedTasks(services, readArguments(args));
  return named ?? askTask(services, question);
}

/** The same for commands that take several rows. */
export async function someTasks(
  services: HostServices,
  args: readonly unknown[],
  question: TaskQuestion,
): Promise<readonly TaskTarget[]> {
  const named = namedTasks(services, readArguments(args));
  if (named.length > 0) return named;
  const picked = await askTask(services, question);
  return picked === null ? [] : [picked];
}

/** In the order in which a person looks for them. */
const stateOrder: readonly TaskStateWord[] = [
  'needs-you',
  'failed',
  'running',
  'preparing',
  'waiting',
  'queued',
  'landing',
  'ready',
  'blocked',
  'pending',
  'cancelled',
  'skipped',
  'landed',
];

async function askTask(services: HostServices, question: TaskQuestion): Promise<TaskTarget | null> {
  requirePlans(services);
  if (candidates(services, question).length === 0) throw new UserError(question.none, 1, 'nothing');
  return pickOne<TaskTarget>({
    title: question.title,
    placeholder: 'Which task?',
    items: () => taskItems(services, candidates(services, question)),
    changes: (listener) => whenChanged(services, listener),
    preferred: tasksOfEditor(services).map(keyOf),
  });
}

function candidates(services: HostServices, { states }: TaskQuestion): readonly TaskTarget[] {
  return allPlans(services).flatMap((plan) =>
    [...plan.view.tasks.values()]
      .filter(({ kind, state }) => kind !== 'group' && (states === null || states.includes(state)))
      .flatMap(({ id }) => taskIn(plan, id) ?? []),
  );
}

function taskItems(services: HostServices, tasks: readonly TaskTarget[]): readonly PickItem<TaskTarget>[] {
  const several = allPlans(services).length > 1;
  return stateOrder.flatMap((state) => {
    const inState = tasks.filter(({ task }) => task.state === state);
    const items = inState.map((target) => taskItem(target, several));
    return items.length === 0 ? [] : [separator<TaskTarget>(state), ...items];
  });
}

/** A task as a row: its state is a word of the row, never only its place or icon. */
function taskItem(target: TaskTarget, several: boolean): PickItem<TaskTarget> {
  const { task, view } = target;
  const why = task.row?.request?.message ?? task.why;
  return {
    key: keyOf(target),
    label: taskName(task),
    description: several ? `${task.state} · ${view.name}` : task.state,
    ...(why === null ? {} : { detail: pickText(why, 160) }),
    value: target,
    itemButtons: buttonsOf(target),
  };
}

/** What can be looked at before one decides. */
export function buttonsOf(target: TaskTarget): readonly PickButton[] {
  const { row } = target.task;
  const look = (icon: string, tooltip: string, command: string): PickButton => ({
    icon,
    tooltip,
    press: () => void vscode.commands.executeCommand(command, argumentOf(target)),
  });
  return [
    look('go-to-file', 'Reveal in Plan', 'tutti.revealTask'),
    ...(row === null || row.attempt === 0
      ? []
      : [
          look('terminal', 'Show Terminal', 'tutti.openTerminal'),
          look('diff-multiple', 'Show Changes', 'tutti.showChanges'),
        ]),
  ];
}
