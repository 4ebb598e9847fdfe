import * as vscode from 'vscode';
import { printable } from '../../core/base/printable.ts';
import { waitingForPerson } from '../../core/projections/attention.ts';
import { countLanded, runFacts } from '../../core/projections/runFacts.ts';
import { isUnderWay } from '../../shared/runState.ts';
import type { RunStatus, TaskStateWord } from '../../shared/status.ts';
import type { CommandId } from '../manifest/commands.ts';
import { taskIcons } from '../views/stateLook.ts';
import type { FolderModel, WindowModel } from '../views/windowModel.ts';

const maxNeedsShown = 5;

/** Each run as a table of its states, what needs the user, and what can be done. */
export function healthHover({ folders, now }: WindowModel): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('', true);
  const links = linksFor(folders);
  hover.isTrusted = { enabledCommands: ['tutti.plan.focus', ...links.map(([id]) => id)] };
  const running = folders.filter(({ status }) => status !== null);
  if (running.length === 0) hover.appendMarkdown('No run yet.\n\n');
  for (const { status } of running) if (status !== null) appendRun(hover, status, now);
  const commands = [`[Show Plan](command:tutti.plan.focus)`];
  for (const [id, title] of links) commands.push(`[${title}](command:${id})`);
  hover.appendMarkdown(commands.join(' · '));
  return hover;
}

function appendRun(hover: vscode.MarkdownString, status: RunStatus, now: number): void {
  const { landed, total } = countLanded(status);
  hover.appendMarkdown('**');
  hover.appendText(status.plans.map(({ name }) => printable(name, 40)).join(', '));
  hover.appendMarkdown(`** ${status.state}\n\n`);
  hover.appendText([`${landed} of ${total} landed`, ...runFacts(status, now)].join(' · '));
  hover.appendMarkdown('\n\n| | state | tasks |\n|---|---|---:|\n');
  for (const [state, count] of countStates(status)) {
    const icon = taskIcons[state].id.replace('~spin', '');
    hover.appendMarkdown(`| $(${icon}) | ${state} | ${count} |\n`);
  }
  hover.appendMarkdown('\n');
  for (const task of waitingForPerson(status).slice(0, maxNeedsShown)) {
    hover.appendMarkdown('$(bell-dot) ');
    hover.appendText(`${printable(task.id, 40)} ${printable(task.request?.message ?? task.why ?? '', 100)}`);
    hover.appendMarkdown('\n\n');
  }
}

function countStates({ tasks }: RunStatus): readonly (readonly [TaskStateWord, number])[] {
  const counts = new Map<TaskStateWord, number>();
  for (const { state } of tasks) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts];
}

function linksFor(folders: readonly FolderModel[]): readonly (readonly [id: CommandId, title: string])[] {
  const states = folders.flatMap(({ status }) => status?.state ?? []);
  const needsYou = folders.some(({ status }) => waitingForPerson(status).length > 0);
  const links: (readonly [CommandId, string])[] = [];
  if (needsYou) links.push(['tutti.showNeedsYou', 'Answer…']);
  if (states.includes('running')) links.push(['tutti.pause', 'Pause']);
  if (states.some((state) => state === 'paused' || state === 'stopped'))
    links.push(['tutti.resume', 'Resume']);
  if (states.some(isUnderWay)) links.push(['tutti.stop', 'Stop…']);
  else links.push(['tutti.run', 'Run Plan']);
  if (states.length > 0) links.push(['tutti.showReport', 'Report']);
  return links;
}
