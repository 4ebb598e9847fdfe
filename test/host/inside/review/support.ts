import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';

/** Looks until there is something; says which tab is active when there never is. */
export async function waitFor<Value>(what: string, look: () => Value): Promise<NonNullable<Value> & Value> {
  const { found } = await eventually(
    what,
    () => ({ found: look(), tab: activeTab() }),
    (seen) => seen.found !== null && seen.found !== undefined && seen.found !== false,
  );
  return found as NonNullable<Value> & Value;
}

export function activeTab(): string {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
}

/** What lenses and toasts call commands with. */
export function argumentOf(task: string) {
  return { folder: vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '', plan: 'plan', task };
}

/** An open document of a scheme with this text in it. */
export function textWith(scheme: string, text: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.scheme === scheme && document.getText().includes(text),
  );
}

interface GitApi {
  readonly repositories: readonly unknown[];
}

/** Of VS Code's own git extension. */
export async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) throw new Error('there is no git extension');
  return (await extension.activate()).getAPI(1);
}
