import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { eachRepository } from '../repository/eachRepository.ts';
import { PlanCodeLenses } from './codeLenses.ts';
import { completionTriggers, PlanCompletion } from './completion.ts';
import { StateDecorations } from './decorations.ts';
import { showDiagnostics } from './diagnostics.ts';
import { PlanHover } from './hover.ts';
import { StateHints } from './inlayHints.ts';
import { PlanNavigation } from './navigation.ts';
import { PlanDocuments } from './planDocuments.ts';
import { planSelector } from './planSelector.ts';
import { PlanQuickFixes } from './quickFixes.ts';
import { TaskRename } from './rename.ts';
import { TaskSymbols } from './workspaceSymbols.ts';

/** What the editor shows and offers in plan files, and nowhere else. */
export function registerLanguage(services: HostServices): Disposable {
  const { repositories } = services;
  const parts = new DisposableStore();
  const documents = parts.add(new PlanDocuments(repositories));
  const lenses = parts.add(new PlanCodeLenses(documents));
  const hints = parts.add(new StateHints(documents));
  const rename = parts.add(new TaskRename(documents, services));
  const completion = new PlanCompletion(documents);
  const navigation = new PlanNavigation(documents);
  const hover = new PlanHover(documents);
  const fixes = new PlanQuickFixes(documents);

  const { languages } = vscode;
  const register = (selector: vscode.DocumentSelector): vscode.Disposable =>
    vscode.Disposable.from(
      languages.registerCodeLensProvider(selector, lenses),
      languages.registerInlayHintsProvider(selector, hints),
      languages.registerCompletionItemProvider(selector, completion, ...completionTriggers),
      languages.registerHoverProvider(selector, hover),
      languages.registerDefinitionProvider(selector, navigation),
      languages.registerReferenceProvider(selector, navigation),
      languages.registerDocumentHighlightProvider(selector, navigation),
      languages.registerRenameProvider(selector, rename),
      languages.registerCodeActionsProvider(selector, fixes, {
        providedCodeActionKinds: PlanQuickFixes.kinds,
      }),
    );
  let registered = { selector: '', disposable: vscode.Disposable.from() };
  const update = (): void => {
    const selector = planSelector(repositories);
    const key = JSON.stringify(selector);
    if (key === registered.selector) return;
    registered.disposable.dispose();
    registered = { selector: key, disposable: register(selector) };
  };
  parts.add(toDisposable(() => void registered.disposable.dispose()));
  parts.add(
    eachRepository(repositories, ({ plans }) =>
      plans.onDidChange((uri) => {
        if (uri === null) update();
      }),
    ),
  );
  parts.add(repositories.onDidChange(update));
  update();

  parts.add(languages.registerWorkspaceSymbolProvider(new TaskSymbols(repositories)));
  parts.add(showDiagnostics(documents));
  parts.add(new StateDecorations(documents));
  return parts;
}
