import * as vscode from 'vscode';
import type { CheckedPlan } from '../repository/planFiles.ts';
import { toEditorRange } from './ranges.ts';
import type { PlanHomes } from './planHome.ts';

const maxSymbols = 200;

/** Tasks of all plans, asked for by `#2.3` or `#login`. */
export class TaskSymbols implements vscode.WorkspaceSymbolProvider {
  readonly #repositories: PlanHomes;

  constructor(repositories: PlanHomes) {
    this.#repositories = repositories;
  }

  provideWorkspaceSymbols(query: string, token: vscode.CancellationToken): vscode.SymbolInformation[] {
    if (!query.startsWith('#')) return [];
    const wanted = query.slice(1).trim().toLowerCase();
    const found: vscode.SymbolInformation[] = [];
    // Folders of one repository may have the same plan.
    const plans = new Map(
      this.#repositories
        .all()
        .flatMap((repository) =>
          repository.plans.all().map((uri) => [uri.toString(), { repository, uri }] as const),
        ),
    );
    for (const { repository, uri } of plans.values()) {
      if (token.isCancellationRequested || found.length >= maxSymbols) break;
      const checked = repository.plans.check(uri);
      if (checked !== null) found.push(...symbolsOf(checked, wanted));
    }
    return found.slice(0, maxSymbols);
  }
}

function symbolsOf({ uri, plan }: CheckedPlan, wanted: string): vscode.SymbolInformation[] {
  return plan.tasks
    .filter((task) => task.kind !== 'criterion' && matches(task, wanted))
    .map((task) => {
      const place = new vscode.Location(uri, toEditorRange(task.idRange ?? task.checkbox));
      const name = `#${task.id} ${task.title}`;
      return new vscode.SymbolInformation(name, vscode.SymbolKind.Event, plan.name, place);
    });
}

function matches({ id, title }: { readonly id: string; readonly title: string }, wanted: string): boolean {
  return id.toLowerCase().startsWith(wanted) || title.toLowerCase().includes(wanted);
}
