import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import { inBackground } from '../inBackground.ts';
import type { Repository } from '../repository/repository.ts';
import { dashboardPanelType } from '../manifest/dashboardCommands.ts';
import { DashboardPanel, webviewOptions, type PanelWish } from './dashboardPanel.ts';

/** What the window keeps of it: the plan that was asked for. */
const planKey = 'tutti.dashboardPlan';

/** The one dashboard of the window: shown again rather than twice, and restored after a reload. */
export class DashboardPanels implements Disposable {
  readonly #services: HostServices;
  #shown: DashboardPanel | null = null;

  constructor(services: HostServices) {
    this.#services = services;
  }

  show(repository: Repository, wish: PanelWish): void {
    const { extensionUri, workspaceState } = this.#services.context;
    inBackground(Promise.resolve(workspaceState.update(planKey, wish.plan)), this.#services.log);
    if (this.#shown?.repository === repository) {
      this.#shown.reveal(wish, extensionUri);
      return;
    }
    this.#shown?.close();
    const column = vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(dashboardPanelType, 'Tutti Dashboard', column, {
      ...webviewOptions(extensionUri),
      retainContextWhenHidden: false,
    });
    this.#take(panel, repository, wish);
  }

  /** Takes a panel that the window had before; one without a folder that is open is closed. */
  revive(panel: vscode.WebviewPanel, state: unknown): void {
    const repository = this.#repositoryOf(state);
    if (repository === null || this.#shown !== null) panel.dispose();
    else {
      const plan = this.#services.context.workspaceState.get(planKey);
      this.#take(panel, repository, { tab: null, plan: typeof plan === 'string' ? plan : null });
    }
  }

  dispose(): void {
    this.#shown?.dispose();
  }

  #take(panel: vscode.WebviewPanel, repository: Repository, wish: PanelWish): void {
    const shown = new DashboardPanel({ panel, repository, services: this.#services, wish });
    this.#shown = shown;
    shown.onDidClose(() => {
      if (this.#shown === shown) this.#shown = null;
    });
  }

  /** The page keeps its folder; a window with one folder needs none. */
  #repositoryOf(state: unknown): Repository | null {
    const all = this.#services.repositories.all();
    const folder =
      typeof state === 'object' && state !== null && 'folder' in state && typeof state.folder === 'string'
        ? state.folder
        : null;
    const named = all.find((repository) => repository.folder.uri.toString() === folder);
    return named ?? (all.length === 1 ? (all[0] ?? null) : null);
  }
}
