import * as vscode from 'vscode';
import { printable } from '../../core/base/printable.ts';
import { waitingFor } from '../../core/graph/waiting.ts';
import { attributeHelp, settingHelp, type KeyHelp } from '../../core/plan/attributeHelp.ts';
import { expectedAt } from '../../core/plan/cursor.ts';
import type { Task } from '../../core/plan/plan.ts';
import { frontMatterLine, type FrontMatterLine } from './frontMatterLine.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';

/** Words are not suggested by themselves in markdown, so these characters ask. */
export const completionTriggers = [',', ' ', ':', '('];

interface Offer {
  readonly label: string;
  readonly description: string;
  readonly documentation?: string;
  readonly insertText?: string;
  readonly kind: vscode.CompletionItemKind;
  readonly filterText?: string;
}

/** Ids that make no cycle, keys and values of attributes, settings of the front matter. */
export class PlanCompletion implements vscode.CompletionItemProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    _token: vscode.CancellationToken,
    { triggerKind }: vscode.CompletionContext,
  ): vscode.CompletionItem[] {
    const line = document.lineAt(position.line).text;
    const setting = frontMatterLine(document, position);
    const expected = setting === null ? expectedAt(line, position.character) : null;
    if (setting === null && expected === null) return [];
    const snapshot = this.#documents.read(document);
    if (snapshot === null) return [];
    if (setting !== null) return settings(setting, snapshot);
    if (expected === null) return [];
    const range = new vscode.Range(position.line, expected.from, position.line, expected.to);
    switch (expected.kind) {
      case 'reference':
        return this.#ids(document, { position, range, others: expected.others });
      case 'value':
        return toItems(
          values(expected.key, attributeHelp[expected.key], snapshot),
          range,
          spaceBefore(line, range),
        );
      case 'key': {
        const isInline = line[expected.from - 1] === '(';
        const asked = triggerKind === vscode.CompletionTriggerKind.Invoke;
        const isBelowTask = asked && taskAt(snapshot, position) !== null;
        return isInline || isBelowTask ? toItems(keys(attributeHelp), range, '') : [];
      }
    }
  }

  #ids(document: vscode.TextDocument, { position, range, others }: IdPlace): vscode.CompletionItem[] {
    // A task that was written a moment ago is not in the last reading.
    const lately = this.#documents.read(document);
    const known = lately === null || taskAt(lately, position) !== null;
    const snapshot = known ? lately : this.#documents.read(document, 'now');
    if (snapshot === null) return [];
    const task = taskAt(snapshot, position);
    const excluded = new Set([
      ...others,
      ...(task === null ? [] : waitingFor(snapshot.checked.graph, task.id)),
    ]);
    const { tasks, phases } = snapshot.view();
    const offered = [...tasks.values()].filter(({ id }) => !excluded.has(id));
    const ids = offered.map(({ id, title, state }): Offer => ({
      label: id,
      description: `${printable(title, 60)} · ${state}`,
      kind: vscode.CompletionItemKind.Reference,
      filterText: `${id} ${title}`,
    }));
    // A phase that is over, or has not begun, can be waited for as a whole when none of it waits for the task.
    const wholes = phases
      .filter((phase) => phase.tasks.length > 0 && phase.tasks.every((id) => !excluded.has(id)))
      .map(({ id, title, done, tasks: own }): Offer => ({
        label: `phase ${id}`,
        description: `${printable(title, 60)} · ${String(done)} of ${String(own.length)} landed`,
        kind: vscode.CompletionItemKind.Module,
        filterText: `phase ${id} ${title}`,
      }));
    const none = others.length === 0 ? [nothing] : [];
    const line = document.lineAt(range.start.line).text;
    return toItems([...ids, ...wholes, ...none], range, spaceBefore(line, range));
  }
}

const nothing: Offer = {
  label: 'none',
  description: 'waits for nothing',
  kind: vscode.CompletionItemKind.Constant,
};

interface IdPlace {
  readonly position: vscode.Position;
  readonly range: vscode.Range;
  readonly others: readonly string[];
}

/** The task whose text has the place: the innermost. */
function taskAt(snapshot: PlanSnapshot, position: vscode.Position): Task | null {
  const line = snapshot.toPlan(position.with({ character: 0 }))?.line;
  if (line === undefined) return null;
  return (
    snapshot.checked.plan.tasks.findLast(
      (task) => task.kind !== 'criterion' && task.line <= line && task.endLine >= line,
    ) ?? null
  );
}

function settings({ kind, key, range }: FrontMatterLine, snapshot: PlanSnapshot): vscode.CompletionItem[] {
  if (kind === 'key') return toItems(keys(settingHelp), range, '');
  const help = settingHelp[key];
  return help === undefined ? [] : toItems(values(key, help, snapshot), range, '');
}

function keys(help: Readonly<Record<string, KeyHelp>>): Offer[] {
  return Object.entries(help).map(([key, { value, meaning }]) => ({
    label: key,
    description: value,
    documentation: meaning,
    insertText: key === 'bonus' ? key : `${key}: `,
    kind: vscode.CompletionItemKind.Property,
  }));
}

function values(key: string, help: KeyHelp, { repository: { config } }: PlanSnapshot): Offer[] {
  const named: Readonly<Record<string, readonly string[]>> = {
    agent: Object.keys(config.agents),
    pool: Object.keys(config.pools),
    verify: [...config.verify, ...help.values],
  };
  return (named[key] ?? help.values).map((value) => ({
    label: value,
    description: '',
    documentation: help.meaning,
    kind: vscode.CompletionItemKind.Value,
  }));
}

/** `depends:2.1` and `2.1,2.2` are understood, but not how people write. */
function spaceBefore(line: string, { start }: vscode.Range): string {
  return /[,;:]$/.test(line.slice(0, start.character)) ? ' ' : '';
}

function toItems(offers: readonly Offer[], range: vscode.Range, before: string): vscode.CompletionItem[] {
  return offers.map(({ label, description, documentation, insertText, kind, filterText }, index) => {
    const item = new vscode.CompletionItem({ label, description }, kind);
    item.range = range;
    item.insertText = `${before}${insertText ?? label}`;
    item.filterText = filterText ?? label;
    // In the order of the plan, not of the alphabet.
    item.sortText = String(index).padStart(5, '0');
    if (documentation !== undefined) item.documentation = new vscode.MarkdownString(documentation);
    if (insertText?.endsWith(' ') === true) item.command = suggestAgain;
    return item;
  });
}

const suggestAgain: vscode.Command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
