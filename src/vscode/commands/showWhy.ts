import * as vscode from 'vscode';
import { timeOfDay } from '../../core/base/quantities.ts';
import { RunHistory } from '../../core/projections/runHistory.ts';
import {
  whyWaiting,
  whyWaitingText,
  type WhyAnswer,
  type WhyRow,
} from '../../core/projections/whyWaiting.ts';
import type { HostServices } from '../hostServices.ts';
import { buttonsOf } from './askTask.ts';
import { pickOne, separator, type PickItem } from './pickLive.ts';
import { pickText } from './pickText.ts';
import { remediesOf, type Remedy } from './remedies.ts';
import { eventsOf } from './runPages.ts';
import { argumentOf, planAt, taskIn, type TaskTarget } from './targets.ts';
import { whenChanged } from './whenChanged.ts';

type Choice =
  | { readonly kind: 'task'; readonly target: TaskTarget }
  | { readonly kind: 'remedy'; readonly remedy: Remedy }
  | { readonly kind: 'page' };

/**
 * Answers why a task waits, live: what for, what these wait for in turn, which limits are full and who holds them, and
 * what can be done. Choosing a task asks the same of it.
 */
export async function showWhy(services: HostServices, asked: TaskTarget): Promise<void> {
  let target: TaskTarget = asked;
  for (;;) {
    const choice = await pickOne<Choice>({
      title: `Why is ${target.task.id} ${target.task.state}?`,
      placeholder: answerOf(target).headline.replaceAll('`', ''),
      items: () => items(current(target)),
      changes: (listener) => whenChanged(services, listener),
    });
    if (choice === null) return;
    if (choice.kind === 'task') {
      target = choice.target;
      continue;
    }
    if (choice.kind === 'page') await showPage(services, target);
    else await vscode.commands.executeCommand(choice.remedy.command, argumentOf(target));
    return;
  }
}

/** As it is now; a task that has left the plan stays as it was. */
function current(target: TaskTarget): TaskTarget {
  const plan = planAt(target.repository, target.checked.uri);
  return (plan === null ? null : taskIn(plan, target.task.id)) ?? target;
}

function answerOf({ repository, task, view }: TaskTarget): WhyAnswer {
  const history = new RunHistory(timeOfDay);
  const { handle, status } = repository;
  if (handle !== null) for (const event of eventsOf(handle)) history.take(event);
  return whyWaiting(task, { plan: view, status, activity: history.latest() });
}

function items(target: TaskTarget): readonly PickItem<Choice>[] {
  const { headline, sections } = answerOf(target);
  const remedies = remediesOf(target.task);
  return [
    {
      key: 'headline',
      label: pickText(headline, 300),
      detail: 'Open this answer as a page',
      value: { kind: 'page' },
    },
    ...sections.flatMap(({ title, rows }) => [
      separator<Choice>(title),
      ...rows.map((row, index) => rowItem(target, row, `${title} ${String(index)}`)),
    ]),
    ...(remedies.length === 0 ? [] : [separator<Choice>('What you can do')]),
    ...remedies.map((remedy): PickItem<Choice> => ({
      key: remedy.command,
      label: `$(${remedy.icon}) ${remedy.label}`,
      value: { kind: 'remedy', remedy },
    })),
  ];
}

function rowItem(target: TaskTarget, row: WhyRow, key: string): PickItem<Choice> {
  const about = row.task === null ? null : taskIn(target, row.task);
  return {
    key: row.task === null ? key : `${key} ${row.task}`,
    label: pickText(row.text, 120),
    description: row.note,
    ...(row.detail === null ? {} : { detail: pickText(row.detail, 200) }),
    value: about === null ? null : { kind: 'task', target: about },
    ...(about === null ? {} : { itemButtons: buttonsOf(about) }),
  };
}

async function showPage(services: HostServices, target: TaskTarget): Promise<void> {
  await services.pages.show({
    name: `Why ${target.task.id}.txt`,
    text: () => whyWaitingText(answerOf(current(target))),
    changes: (listener) => whenChanged(services, listener),
  });
}
