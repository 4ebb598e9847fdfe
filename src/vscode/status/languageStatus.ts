import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { countLandedTasks } from '../../shared/planView.ts';
import type { HostServices } from '../hostServices.ts';
import type { CheckedPlan } from '../repository/planFiles.ts';
import type { WindowWatch } from '../views/windowWatch.ts';

/** For the plan in the active editor: how far it is, and what is wrong with it. */
export function registerLanguageStatus({ repositories }: HostServices, watch: WindowWatch): Disposable {
  const disposables = new DisposableStore();
  let item: vscode.LanguageStatusItem | null = null;
  const hide = (): void => {
    item?.dispose();
    item = null;
  };
  const show = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const repository = document === undefined ? null : repositories.of(document.uri);
    const isPlan = document !== undefined && repository?.plans.isPlan(document) === true;
    const found = isPlan ? repository.view(document.uri) : null;
    if (document === undefined || found === null) {
      hide();
      return;
    }
    const selector = { scheme: document.uri.scheme, pattern: document.uri.fsPath };
    item ??= vscode.languages.createLanguageStatusItem('tutti.plan', selector);
    item.selector = selector;
    item.name = 'Tutti Plan';
    fill(item, found.checked, `${countLandedTasks(found.view)} of ${found.view.total} landed`);
  };
  disposables.add(toDisposable(hide));
  disposables.add(watch.onBeat(show));
  disposables.add(vscode.window.onDidChangeActiveTextEditor(show));
  show();
  return disposables;
}

function fill(item: vscode.LanguageStatusItem, { plan }: CheckedPlan, progress: string): void {
  const problems = plan.diagnostics;
  const isBroken = problems.some(({ severity }) => severity === 'error');
  item.text = `$(checklist) ${progress}`;
  item.detail = problems.length === 0 ? 'plan' : plural(problems.length, 'problem');
  item.severity = isBroken ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command =
    problems.length === 0
      ? { command: 'tutti.plan.focus', title: 'Show Plan' }
      : { command: 'workbench.actions.view.problems', title: 'Show Problems' };
}
