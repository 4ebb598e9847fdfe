import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { editorDiagnostics } from '../../core/graph/editorDiagnostics.ts';
import type { Diagnostic, Severity } from '../../core/plan/plan.ts';
import type { PlanDocuments } from './planDocuments.ts';
import { toEditorRange } from './ranges.ts';

export const diagnosticSource = 'Tutti';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/**
 * The problems of the plans that a tab shows. That a document was closed says too little: VS Code may keep one for
 * minutes after its last tab.
 */
export function showDiagnostics(documents: PlanDocuments): Disposable {
  const parts = new DisposableStore();
  const collection = parts.add(vscode.languages.createDiagnosticCollection('tutti'));
  const show = (document: vscode.TextDocument): void => {
    if (!hasTab(document.uri)) return collection.delete(document.uri);
    const snapshot = documents.read(document, 'now');
    if (snapshot === null) return;
    const { plan, graph } = snapshot.checked;
    collection.set(
      document.uri,
      editorDiagnostics(plan, graph).map((diagnostic) => toEditorDiagnostic(diagnostic, document.uri)),
    );
  };
  parts.add(documents.onDidSettle(show));
  parts.add(documents.onDidLeave((uri) => collection.delete(uri)));
  const showAll = (): void => documents.all().forEach(show);
  parts.add(
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      if (opened.length + closed.length > 0) showAll();
    }),
  );
  showAll();
  return parts;
}

function hasTab(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => uriOf(input)?.toString() === wanted),
  );
}

/** Of a text or of the right side of a comparison. */
function uriOf(input: unknown): vscode.Uri | null {
  if (input instanceof vscode.TabInputText) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return null;
}

function toEditorDiagnostic(diagnostic: Diagnostic, uri: vscode.Uri): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(toEditorRange(diagnostic), diagnostic.message, severityOf(diagnostic));
  shown.source = diagnosticSource;
  shown.code = diagnostic.code;
  shown.relatedInformation = (diagnostic.related ?? []).map(
    ({ message, ...range }) =>
      new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, toEditorRange(range)), message),
  );
  return shown;
}

/** Many files in the folders of plans are no plans yet, or never: nothing is wrong before somebody runs them. */
function severityOf({ code, severity }: Diagnostic): vscode.DiagnosticSeverity {
  return code === 'plan/no-tasks' ? vscode.DiagnosticSeverity.Information : severities[severity];
}
