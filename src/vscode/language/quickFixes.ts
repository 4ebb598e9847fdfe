import * as vscode from 'vscode';
import { editorDiagnostics } from '../../core/graph/editorDiagnostics.ts';
import { fixesFor } from '../../core/plan/fixes.ts';
import type { Diagnostic, TextEdit } from '../../core/plan/plan.ts';
import { diagnosticSource } from './diagnostics.ts';
import type { PlanDocuments } from './planDocuments.ts';
import type { PlanSnapshot } from './planSnapshot.ts';
import { toEditorRange } from './ranges.ts';

const fixAll = vscode.CodeActionKind.SourceFixAll.append('tutti');

/** Ways to repair the problems of a plan. */
export class PlanQuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix, fixAll];
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const wantsAll = only?.contains(fixAll) === true;
    const own = diagnostics.filter(({ source }) => source === diagnosticSource);
    if (own.length === 0 && !wantsAll) return [];
    const snapshot = this.#documents.read(document, wantsAll ? 'now' : 'lately');
    // Edits are right for the text that was read only; the editor asks again when the problems are told anew.
    if (snapshot === null || snapshot.changes > 0) return [];
    const { plan, graph } = snapshot.checked;
    const problems = editorDiagnostics(plan, graph);
    const quick = own.flatMap((shown) => quickFixes(shown, { document, snapshot, problems }));
    return wantsAll ? [...quick, ...fixAllOf(document, problems)] : quick;
  }
}

interface Problems {
  readonly document: vscode.TextDocument;
  readonly snapshot: PlanSnapshot;
  readonly problems: readonly Diagnostic[];
}

function quickFixes(
  shown: vscode.Diagnostic,
  { document, snapshot, problems }: Problems,
): vscode.CodeAction[] {
  const diagnostic = problems.find(
    (problem) => problem.code === shown.code && toEditorRange(problem).isEqual(shown.range),
  );
  if (diagnostic === undefined) return [];
  const lineAt = (line: number): string => document.lineAt(Math.min(line, document.lineCount) - 1).text;
  return fixesFor(diagnostic, { plan: snapshot.checked.plan, lineAt }).map(({ title, edits, preferred }) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = toWorkspaceEdit(document, edits);
    action.diagnostics = [shown];
    action.isPreferred = preferred;
    return action;
  });
}

function fixAllOf(document: vscode.TextDocument, problems: readonly Diagnostic[]): vscode.CodeAction[] {
  const edits = problems.flatMap(({ fix }) => fix?.edits ?? []);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction('Fix all that Tutti is sure of', fixAll);
  action.edit = toWorkspaceEdit(document, edits);
  return [action];
}

export function toWorkspaceEdit(
  { uri }: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    uri,
    edits.map(({ newText, ...range }) => new vscode.TextEdit(toEditorRange(range), newText)),
  );
  return edit;
}
