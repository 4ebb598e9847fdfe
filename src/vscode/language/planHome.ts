import type * as vscode from 'vscode';
import type { Repository } from '../repository/repository.ts';

/** What the language features need of a repository. */
export type PlanHome = Pick<
  Repository,
  'folder' | 'plans' | 'config' | 'statusOf' | 'project' | 'handle' | 'onDidChange'
>;

/** And of the window's repositories. */
export interface PlanHomes {
  readonly onDidChange: vscode.Event<void>;
  all(): readonly PlanHome[];
  of(uri: vscode.Uri): PlanHome | null;
}
