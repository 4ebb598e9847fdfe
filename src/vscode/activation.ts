import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';

/**
 * Where plans lie when nothing is configured, told by the first part of each glob. Cheap on purpose: it decides only
 * whether the extension is loaded; which files are plans is decided then.
 */
const signs = [
  'tutti.json',
  '.tutti/runs',
  'PLAN.md',
  'plan.md',
  'plans',
  'docs/plans',
  'specs',
  '.kiro/specs',
  'openspec/changes',
  'prompts',
  '.taskmaster/tasks/tasks.json',
];
const planGlob = '{tutti.json,PLAN.md,plan.md,plans/**/*.md,docs/plans/**/*.md,specs/*/tasks.md}';
const maxFrontMatterChars = 2_000;

/** Calls back once, as soon as something in the window may be a plan: at once, or when it appears. */
export function whenPlanLikely(load: () => void): Disposable {
  const waiting = new DisposableStore();
  const found = (): void => {
    waiting.dispose();
    load();
  };
  if (isPlanLikely()) {
    found();
    return waiting;
  }
  const watcher = waiting.add(vscode.workspace.createFileSystemWatcher(planGlob, false, true, true));
  watcher.onDidCreate(found);
  waiting.add(
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (saysTutti(document)) found();
    }),
  );
  waiting.add(
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (saysTutti(document)) found();
    }),
  );
  waiting.add(
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (isPlanLikely()) found();
    }),
  );
  return waiting;
}

function isPlanLikely(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return (
    folders.some(
      ({ uri }) => uri.scheme === 'file' && signs.some((sign) => existsSync(join(uri.fsPath, sign))),
    ) || vscode.workspace.textDocuments.some(saysTutti)
  );
}

/** Whether the front matter of a markdown file has `tutti: true`. */
function saysTutti(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'markdown' || document.lineCount < 2) return false;
  if (document.lineAt(0).text.trimEnd() !== '---') return false;
  const end = document.positionAt(maxFrontMatterChars);
  return /^tutti:\s*true\b/m.test(document.getText(new vscode.Range(new vscode.Position(1, 0), end)));
}
