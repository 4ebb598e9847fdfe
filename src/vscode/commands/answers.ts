import * as vscode from 'vscode';
import type { HostServices } from '../hostServices.ts';
import { buttonsOf } from './askTask.ts';
import { pickOne, separator, type PickItem } from './pickLive.ts';
import { pickText, taskName } from './pickText.ts';
import { responsesTo, type Response } from './responses.ts';
import { steerPlan } from './steer.ts';
import { allPlans, argumentOf, keyOf, taskIn, type TaskTarget } from './targets.ts';
import { whenChanged } from './whenChanged.ts';

/** Everything in the window that waits for a person; one is chosen, and answered. */
export async function showNeedsYou(services: HostServices): Promise<void> {
  const waiting = needingTasks(services);
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage('Nothing needs you now.');
    return;
  }
  const target = await pickOne<TaskTarget>({
    title: 'What Needs You',
    placeholder: 'Choose what to answer',
    items: () => needingTasks(services).map(needItem),
    changes: (listener) => whenChanged(services, listener),
  });
  if (target !== null) await answerTask(target);
}

/** Asks for the answer that a task waits for, and gives it to its run. */
export async function answerTask(target: TaskTarget): Promise<void> {
  const { task } = target;
  const request = task.row?.request ?? null;
  const shown = { ...target, request: request?.id ?? null };
  const title = taskName(task);
  const message = pickText(request?.message ?? task.why ?? 'It needs you.', 300);
  if (request?.kind === 'question') {
    const answer = await askAnswer({ title, message, options: request.options ?? [] });
    if (answer === null) return;
    await steerPlan(target, { type: 'answer', task: task.ref, answer, request: shown.request });
    return;
  }
  const response = await pickOne<Response>({
    title,
    placeholder: message,
    items: () => [
      separator<Response>(message),
      ...responsesTo(request?.kind ?? null).map((one): PickItem<Response> => {
        const { label, icon, detail } = one;
        return { key: label, label: `$(${icon}) ${label}`, description: detail, value: one };
      }),
    ],
  });
  if (response !== null) await vscode.commands.executeCommand(response.command, argumentOf(shown));
}

interface Question {
  readonly title: string;
  readonly message: string;
  readonly options: readonly string[];
}

/** One of the options, or what the person types instead; null when they leave. */
async function askAnswer({ title, message, options }: Question): Promise<string | null> {
  if (options.length > 0) {
    const chosen = await pickOne<{ readonly answer: string | null }>({
      title,
      placeholder: message,
      items: () => [
        separator<{ readonly answer: string | null }>(message),
        ...options.map((option, index) => ({
          key: String(index),
          label: pickText(option, 200),
          value: { answer: option },
        })),
        { key: 'other', label: '$(edit) Something Else…', value: { answer: null } },
      ],
    });
    if (chosen === null || chosen.answer !== null) return chosen?.answer ?? null;
  }
  const typed = await vscode.window.showInputBox({ title, prompt: message, ignoreFocusOut: true });
  return typed === undefined || typed.trim() === '' ? null : typed.trim();
}

function needingTasks(services: HostServices): readonly TaskTarget[] {
  return allPlans(services).flatMap((plan) =>
    [...plan.view.tasks.values()]
      .filter(({ state }) => state === 'needs-you')
      .flatMap(({ id }) => taskIn(plan, id) ?? []),
  );
}

function needItem(target: TaskTarget): PickItem<TaskTarget> {
  const { task } = target;
  const request = task.row?.request ?? null;
  return {
    key: keyOf(target),
    label: `$(bell-dot) ${taskName(task)}`,
    description: request?.kind ?? task.state,
    detail: pickText(request?.message ?? task.why ?? '', 200),
    value: target,
    itemButtons: [...answerButtons(target), ...buttonsOf(target)],
  };
}

/** The shortest ways: without leaving the list, where one press is enough. */
function answerButtons(target: TaskTarget): ReturnType<typeof buttonsOf> {
  const kind = target.task.row?.request?.kind ?? null;
  return responsesTo(kind)
    .filter(({ command }) => command === 'tutti.approve' || command === 'tutti.deny')
    .map(({ icon, label, command }) => ({
      icon,
      tooltip: label,
      press: () => void vscode.commands.executeCommand(command, argumentOf(target)),
    }));
}
