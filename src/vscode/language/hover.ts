import * as vscode from 'vscode';
import { elapsedMs, minutesText, usdText, plural } from '../../shared/dashboard/quantities.ts';
import { printable } from '../../core/base/printable.ts';
import { attributeHelp, settingHelp, type KeyHelp } from '../../core/plan/attributeHelp.ts';
import { attributeKeyAt } from '../../core/plan/cursor.ts';
import { nameAt } from '../../core/plan/names.ts';
import type { PhaseView, TaskView } from '../../shared/planView.ts';
import type { CommandId } from '../manifest/commands.ts';
import { commandLink } from '../views/commandLink.ts';
import { taskIcons } from '../views/stateLook.ts';
import { factsOf, hasChanges, signOf } from '../views/taskFacts.ts';
import { frontMatterLine } from './frontMatterLine.ts';
import { markdownText } from './markdownText.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';
import { taskArgument } from './taskArgument.ts';

const links = {
  run: { command: 'tutti.runTask', title: 'Run' },
  why: { command: 'tutti.whyIsThisWaiting', title: 'Why?' },
  changes: { command: 'tutti.showChanges', title: 'Changes' },
  terminal: { command: 'tutti.openTerminal', title: 'Terminal' },
} as const satisfies Readonly<Record<string, { readonly command: CommandId; readonly title: string }>>;

/** What an id stands for and how it is; what an attribute does. */
export class PlanHover implements vscode.HoverProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const snapshot = this.#documents.read(document);
    if (snapshot === null) return null;
    return hoverName(snapshot, position) ?? hoverKey(document, position);
  }
}

function hoverName(snapshot: PlanSnapshot, position: vscode.Position): vscode.Hover | null {
  const place = snapshot.toPlan(position);
  const name = place === null ? null : nameAt(snapshot.checked.plan, place);
  const range = name === null ? null : snapshot.toEditor(name.range);
  if (name === null || range === null) return null;
  const view = snapshot.view();
  const { kind, id } = name.named;
  if (kind === 'phase') {
    const phase = view.phases.find((candidate) => candidate.id === id);
    return phase === undefined ? null : new vscode.Hover(describePhase(phase), range);
  }
  const task = view.tasks.get(id);
  return task === undefined ? null : new vscode.Hover(describeTask(task, snapshot), range);
}

function describePhase({ id, title, done, tasks }: PhaseView): vscode.MarkdownString {
  const heading = markdownText(`Phase ${id}: ${printable(title, 100)}`);
  return new vscode.MarkdownString(
    `**${heading}**\n\n${String(done)} of ${plural(tasks.length, 'task')} landed`,
  );
}

function describeTask(task: TaskView, snapshot: PlanSnapshot): vscode.MarkdownString {
  const { word, icon } = signOf(factsOf(task, snapshot.status));
  const argument = taskArgument(snapshot, task.id);
  const blockers = task.blockers.map(({ id, state }) => `${id} (${state})`);
  const parts = [
    `**${markdownText(`${task.id} ${printable(task.title, 120)}`)}**`,
    `$(${taskIcons[icon].id}) ${markdownText([word, ...playedBy(task)].join(' · '))}`,
    ...(task.why === null ? [] : [markdownText(printable(task.why, 300))]),
    ...(blockers.length === 0 ? [] : [`Waits for ${listOf(blockers)}`]),
    ...(task.dependents.length === 0 ? [] : [`Needed by ${listOf(task.dependents)}`]),
    linksOf(task)
      .map((link) => commandLink(links[link].title, links[link].command, argument))
      .join(' · '),
  ];
  const text = new vscode.MarkdownString(parts.filter((part) => part !== '').join('\n\n'), true);
  text.isTrusted = { enabledCommands: Object.values(links).map(({ command }) => command) };
  return text;
}

function playedBy({ row }: TaskView): readonly string[] {
  if (row === null || row.attempt === 0) return [];
  const elapsed = elapsedMs(row.startedAt, row.endedAt, Date.now());
  return [
    ...(row.agent === null ? [] : [printable(row.agent, 40)]),
    ...(elapsed === null ? [] : [minutesText(elapsed)]),
    ...(row.attempt > 1 ? [`attempt ${String(row.attempt)}`] : []),
    ...(row.costUsd === null || row.costUsd === 0 ? [] : [usdText(row.costUsd)]),
  ];
}

const maxListed = 12;

function listOf(ids: readonly string[]): string {
  const more = ids.length > maxListed ? ` and ${String(ids.length - maxListed)} more` : '';
  return `${markdownText(ids.slice(0, maxListed).join(', '))}${more}`;
}

function linksOf(task: TaskView): readonly (keyof typeof links)[] {
  const { row, state } = task;
  if (!vscode.workspace.isTrusted) return [];
  if (row === null) return state === 'landed' || state === 'skipped' ? [] : ['run'];
  return [
    'why',
    ...(hasChanges(task) ? (['changes'] as const) : []),
    ...(state === 'running' ? (['terminal'] as const) : []),
  ];
}

function hoverKey(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
  const setting = frontMatterLine(document, position);
  if (setting !== null) {
    const help = settingHelp[setting.key.toLowerCase()];
    return setting.kind === 'key' && help !== undefined
      ? describeKey(setting.key, help, setting.range)
      : null;
  }
  const place = attributeKeyAt(document.lineAt(position.line).text, position.character);
  if (place === null) return null;
  const range = new vscode.Range(position.line, place.from, position.line, place.to);
  return describeKey(place.key, attributeHelp[place.key], range);
}

function describeKey(key: string, { value, meaning }: KeyHelp, range: vscode.Range): vscode.Hover {
  return new vscode.Hover(new vscode.MarkdownString(`**${key}**: ${value}\n\n${meaning}`), range);
}
