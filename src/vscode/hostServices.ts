import type * as vscode from 'vscode';
import type { DashboardPanels } from './dashboard/dashboardPanels.ts';
import type { Pages } from './commands/pages.ts';
import type { Repositories } from './repository/repositories.ts';
import type { ReviewComments } from './review/reviewComments.ts';
import type { AttemptTerminals } from './terminals/attemptTerminals.ts';
import type { TreeSelection } from './views/treeSelection.ts';

/** What every part of the extension may use. */
export interface HostServices {
  readonly context: vscode.ExtensionContext;
  readonly repositories: Repositories;
  readonly log: vscode.LogOutputChannel;
  readonly selection: TreeSelection;
  readonly terminals: AttemptTerminals;
  readonly pages: Pages;
  readonly comments: ReviewComments;
  /** Loaded when somebody looks at it. */
  readonly dashboard: () => Promise<DashboardPanels>;
}
