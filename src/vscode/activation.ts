import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../core/base/disposable.ts';
import { fixedPart, planSigns } from './manifest/planSigns.ts';
import { saysTutti } from './saysTutti.ts';

/** Where something that tells of a plan may lie. */
interface Sign {
  readonly folder: vscode.WorkspaceFolder;
  readonly glob: string;
}

/**
 * Calls back once, as soon as something in the window may be a plan: at once, or when it appears. Cheap on purpose: it
 * decides only whether the extension is loaded; which files are plans is decided then.
 */
export function whenPlanLikely(load: () => void): Disposable {
  const waiting = new DisposableStore();
  let watchers = new DisposableStore();
  waiting.add(toDisposable(() => watchers.dispose()));
  const found = (): void => {
    waiting.dispose();
    load();
  };
  const look = (): void => {
    watchers.dispose();
    const signs = signsOfWindow();
    const isPlan = (document: vscode.TextDocument): boolean => isLikelyPlan(document, signs);
    if (signs.some(isThere) || vscode.workspace.textDocuments.some(isPlan)) {
      found();
      return;
    }
    watchers = new DisposableStore();
    for (const { folder, glob } of signs) {
      const pattern = new vscode.RelativePattern(folder, glob);
      const watcher = watchers.add(vscode.workspace.createFileSystemWatcher(pattern, false, true, true));
      watchers.add(watcher.onDidCreate(found));
    }
    const lookAt = (document: vscode.TextDocument): void => {
      if (isPlan(document)) found();
    };
    watchers.add(vscode.workspace.onDidOpenTextDocument(lookAt));
    watchers.add(vscode.workspace.onDidSaveTextDocument(lookAt));
  };
  waiting.add(vscode.workspace.onDidChangeWorkspaceFolders(look));
  waiting.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tutti.plans')) look();
    }),
  );
  look();
  return waiting;
}

function signsOfWindow(): readonly Sign[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .flatMap((folder) => planSigns(configuredPlans(folder)).map((glob) => ({ folder, glob })));
}

/** As the setting has it; what makes no sense there is told when the rest is loaded. */
function configuredPlans({ uri }: vscode.WorkspaceFolder): readonly string[] {
  const plans = vscode.workspace.getConfiguration('tutti', uri).get<unknown>('plans');
  return Array.isArray(plans) ? plans.filter((glob) => typeof glob === 'string') : [];
}

/** By its first folders alone: to look for files takes a process. */
function isThere({ folder, glob }: Sign): boolean {
  const part = fixedPart(glob);
  return part !== '' && existsSync(join(folder.uri.fsPath, part));
}

function isLikelyPlan(document: vscode.TextDocument, signs: readonly Sign[]): boolean {
  if (saysTutti(document)) return true;
  return signs.some(({ folder, glob }) => {
    const pattern = new vscode.RelativePattern(folder, glob);
    return vscode.languages.match({ pattern }, document) > 0;
  });
}
