import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import { timeOfDayText } from '../../shared/dashboard/quantities.ts';
import {
  waitInTurn,
  waitsFor,
  whyWaiting,
  whyWaitingText,
  type WhyAnswer,
  type WhyRow,
} from '../../core/projections/whyWaiting.ts';
import type { HostServices } from '../hostServices.ts';
import { FollowedHistory } from '../views/followedHistory.ts';
import { buttonsOf } from './askTask.ts';
import { pickOne, separator, type PickItem } from './pickLive.ts';
import { pickText } from './pickText.ts';
import { remediesOf, type Remedy } from './remedies.ts';
import { argumentOf, planAt, taskIn, type TaskTarget } from './targets.ts';
import { whenChanged } from './whenChanged.ts';

type Choice =
  | { readonly kind: 'task'; readonly target: TaskTarget }
  | { readonly kind: 'remedy'; readonly remedy: Remedy; readonly target: TaskTarget }
  | { readonly kind: 'page' };

const maxRootRemedies = 4;

/**
 * Answers why a task waits, live: what for, what these wait for in turn, which limits are full and who holds them, and
 * what can be done. Choosing a task asks the same of it.
 */
export async function showWhy(services: HostServices, asked: TaskTarget): Promise<void> {
  const history = new FollowedHistory(timeOfDayText);
  try {
    const choice = await ask(services, asked, history);
    if (choice?.kind === 'task') await showWhy(services, choice.target);
    else if (choice?.kind === 'page') await showPage(services, asked);
    else if (choice !== null)
      await vscode.commands.executeCommand(choice.remedy.command, argumentOf(choice.target));
  } finally {
    history.dispose();
  }
}

function ask(services: HostServices, target: TaskTarget, history: FollowedHistory): Promise<Choice | null> {
  return pickOne<Choice>({
    title: `Why is ${target.task.id} ${target.task.state}?`,
    placeholder: 'Choose a task to ask the same of it, or what to do',
    items: () => items(current(target), history),
    changes: (listener) => whenChanged(services, listener),
  });
}

/** As it is now; a task that has left the plan stays as it was. */
function current(target: TaskTarget): TaskTarget {
  const plan = planAt(target.repository, target.checked.uri);
  return (plan === null ? null : taskIn(plan, target.task.id)) ?? target;
}

function answerOf({ repository, task, view, status }: TaskTarget, history: FollowedHistory): WhyAnswer {
  history.follow(repository.handle);
  return whyWaiting(task, { plan: view, status, activity: history.latest() });
}

function items(target: TaskTarget, history: FollowedHistory): readonly PickItem<Choice>[] {
  const { headline, sections } = answerOf(target, history);
  const remedies = [
    ...rootRemedies(target, sections),
    ...remediesOf(target.task, target.status).map((remedy) => ({ remedy, target })),
  ];
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
    ...remedies.map(({ remedy, target: about }): PickItem<Choice> => ({
      key: `${remedy.command} ${about.task.id}`,
      label: `$(${remedy.icon}) ${remedy.label}`,
      description: about.task.id,
      value: { kind: 'remedy', remedy, target: about },
    })),
  ];
}

/** Where the waiting ends at something that only a person can change, that is what helps. */
function rootRemedies(
  target: TaskTarget,
  sections: WhyAnswer['sections'],
): readonly { readonly remedy: Remedy; readonly target: TaskTarget }[] {
  return sections
    .filter(({ title }) => title === waitsFor || title === waitInTurn)
    .flatMap(({ rows }) => rows.flatMap(({ task }) => (task === null ? [] : (taskIn(target, task) ?? []))))
    .filter(({ task }) => ended.has(task.state))
    .slice(0, maxRootRemedies)
    .flatMap((root) =>
      remediesOf(root.task, root.status)
        .slice(0, 1)
        .map((remedy) => ({ remedy, target: root })),
    );
}

const ended: ReadonlySet<string> = new Set(['failed', 'cancelled', 'needs-you']);

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
  const history = new FollowedHistory(timeOfDayText);
  await services.pages.show({
    name: `Why ${target.task.id}.txt`,
    text: () => whyWaitingText(answerOf(current(target), history)),
    changes: (listener) => {
      const following = new DisposableStore();
      following.add(history);
      following.add(whenChanged(services, listener));
      return following;
    },
  });
}
