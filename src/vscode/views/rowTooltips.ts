import * as vscode from 'vscode';
import { printable } from '../../core/base/printable.ts';
import { elapsedMs, countText, minutesText, usdText, plural } from '../../shared/dashboard/quantities.ts';
import type { PlanView, TaskView } from '../../shared/planView.ts';
import type { TaskStatusRow, WorkerStatus } from '../../shared/status.ts';
import type { CommandId } from '../manifest/commands.ts';
import { commandLink } from './commandLink.ts';
import { factsOf, hasChanges, signOf } from './taskFacts.ts';
import type { TaskArgument, TreeRow } from './treeRow.ts';
import { folderOf, planOf, type WindowModel } from './windowModel.ts';

const maxBlockersShown = 8;

/** What pointing at a row tells beside the row; null: no more than its words. Made only when somebody points. */
export function rowTooltip(row: TreeRow, model: WindowModel): vscode.MarkdownString | null {
  const view = 'uri' in row ? planOf(model, row) : null;
  if (row.kind === 'plan') return view === null ? null : planTooltip(view);
  if (row.kind === 'attempt' || row.kind === 'gate') return null;
  const task = 'task' in row ? view?.tasks.get(row.task) : undefined;
  if (task === undefined || !('task' in row)) return null;
  const facts = factsOf(task, folderOf(model, row.folder)?.status ?? null);
  const tooltip = new vscode.MarkdownString('', true);
  heading(tooltip, `${task.id} ${printable(task.title, 200)}`, signOf(facts).word);
  // Blockers say the same, with their states.
  if (task.why !== null && task.blockers.length === 0) paragraph(tooltip, printable(task.why, 400));
  appendBlockers(tooltip, task);
  if (task.row !== null) appendWork(tooltip, task.row, model.now);
  if (facts.worker !== null) appendWorker(tooltip, facts.worker);
  appendLinks(tooltip, task, row);
  return tooltip;
}

function planTooltip(view: PlanView): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString('', true);
  heading(tooltip, printable(view.title === '' ? view.name : view.title, 200), '');
  paragraph(tooltip, printable(view.path, 400));
  paragraph(tooltip, `${view.done} of ${plural(view.total, 'task')} done`);
  const rows = [...view.tasks.values()].flatMap(({ row }) => row ?? []);
  const spent = spentOn(rows);
  if (spent.length > 0) paragraph(tooltip, spent.join(' · '));
  return tooltip;
}

function heading(tooltip: vscode.MarkdownString, text: string, word: string): void {
  tooltip.appendMarkdown('**');
  tooltip.appendText(text);
  tooltip.appendMarkdown(`** ${word}\n\n`);
}

function paragraph(tooltip: vscode.MarkdownString, text: string): void {
  tooltip.appendText(text);
  tooltip.appendMarkdown('\n\n');
}

function appendBlockers(tooltip: vscode.MarkdownString, { blockers }: TaskView): void {
  const named = blockers.slice(0, maxBlockersShown).map(({ id, state }) => `${printable(id, 40)} (${state})`);
  if (named.length === 0) return;
  const more = blockers.length - named.length;
  paragraph(tooltip, `Waits for ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
}

function appendWork(tooltip: vscode.MarkdownString, row: TaskStatusRow, now: number): void {
  const elapsed = elapsedMs(row.startedAt, row.endedAt, now);
  const facts = [
    ...(row.agent === null ? [] : [printable(row.agent, 40)]),
    ...(row.model === null ? [] : [printable(row.model, 60)]),
    ...(row.attempt === 0 ? [] : [`attempt ${row.attempt}`]),
    ...(elapsed === null ? [] : [minutesText(elapsed)]),
    ...(row.filesChanged === 0 ? [] : [`${plural(row.filesChanged, 'file')} changed`]),
    ...spentOn([row]),
  ];
  if (facts.length > 0) paragraph(tooltip, facts.join(' · '));
  if (row.branch !== null && row.attempt > 0) paragraph(tooltip, printable(row.branch, 200));
}

function spentOn(rows: readonly TaskStatusRow[]): readonly string[] {
  const tokens = rows.reduce((sum, row) => sum + row.tokens.input + row.tokens.output, 0);
  const costUsd = rows.reduce((sum, row) => sum + (row.costUsd ?? 0), 0);
  return [
    ...(tokens === 0 ? [] : [`${countText(tokens)} tokens`]),
    ...(costUsd === 0 ? [] : [usdText(costUsd)]),
  ];
}

function appendWorker(tooltip: vscode.MarkdownString, { doing, health, blocks }: WorkerStatus): void {
  paragraph(tooltip, `${health}: ${printable(doing, 200)}`);
  if (blocks.length > 0) paragraph(tooltip, `${plural(blocks.length, 'task')} waiting for it`);
}

function appendLinks(tooltip: vscode.MarkdownString, task: TaskView, target: TaskArgument): void {
  const links = linksFor(task);
  if (links.length === 0) return;
  tooltip.isTrusted = { enabledCommands: links.map(([id]) => id) };
  tooltip.appendMarkdown(links.map(([id, title]) => commandLink(title, id, target)).join(' · '));
}

function linksFor(task: TaskView): readonly (readonly [id: CommandId, title: string])[] {
  const { state, row } = task;
  const links: (readonly [CommandId, string])[] = [];
  if (state === 'pending' || state === 'ready' || state === 'waiting' || state === 'blocked')
    links.push(['tutti.whyIsThisWaiting', 'Why is this waiting?']);
  if (row !== null && row.attempt > 0) {
    links.push(['tutti.openTerminal', 'Terminal']);
  }
  if (hasChanges(task)) links.push(['tutti.showChanges', 'Changes']);
  if (state === 'failed') links.push(['tutti.retryWithNote', 'Retry with Note…']);
  return links;
}
