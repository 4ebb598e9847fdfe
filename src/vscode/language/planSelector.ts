import * as vscode from 'vscode';
import { filePattern } from '../repository/filePattern.ts';
import type { PlanHome, PlanHomes } from './planHome.ts';

/** Which documents are plans, for the editor to decide before it asks: ordinary markdown is never asked about. */
export function planSelector(repositories: PlanHomes): vscode.DocumentFilter[] {
  return repositories.all().flatMap((repository) => {
    // One filter a glob: braces around all of them would nest those within one, which the editor does not understand.
    const inPlace = repository.plans
      .globs()
      .map((glob) => markdown(new vscode.RelativePattern(repository.folder, glob)));
    return [...inPlace, ...elsewhere(repository)];
  });
}

/** Plans that say so themselves, or that the run has, wherever they lie. */
function elsewhere({ plans }: PlanHome): vscode.DocumentFilter[] {
  return plans
    .all()
    .filter((uri) => !plans.isInPlace(uri))
    .map((uri) => markdown(filePattern(uri)));
}

function markdown(pattern: vscode.RelativePattern): vscode.DocumentFilter {
  return { language: 'markdown', scheme: 'file', pattern };
}
