import { randomBytes, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { FollowedRun } from '../../app/followedRun.ts';
import type { Project, RunHandle } from '../../app/project.ts';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { PanelActions } from './panelActions.ts';
import { PanelFeed } from './panelFeed.ts';
import { panelHtml } from './panelHtml.ts';
import { PanelSubject } from './panelSubject.ts';

/** Tabs of the page that commands open. */
export type DashboardTab = 'graph' | 'timeline' | 'metrics' | 'table';

/** What a person wants to see. */
export interface PanelWish {
  /** Null: the one that was shown last. */
  readonly tab: DashboardTab | null;
  /** `uri.toString()` of the plan that was asked for; null: of none. */
  readonly plan: string | null;
}

export interface PanelOptions {
  readonly panel: vscode.WebviewPanel;
  readonly repository: Repository;
  readonly services: HostServices;
  readonly wish: PanelWish;
}

/** The dashboard of one repository, or of one of its plans: a run, or plans before their first. */
export class DashboardPanel implements Disposable {
  readonly repository: Repository;
  readonly #panel: vscode.WebviewPanel;
  readonly #feed: PanelFeed;
  readonly #subject: PanelSubject;
  readonly #disposables = new DisposableStore();

  constructor({ panel, repository, services, wish }: PanelOptions) {
    this.repository = repository;
    this.#panel = panel;
    const { extensionUri } = services.context;
    const follow = (project: Project, run: string): RunHandle => new FollowedRun(project, run);
    this.#subject = this.#disposables.add(new PanelSubject(wish.plan, follow));
    const host = new PanelActions(repository, this.#subject);
    this.#feed = this.#disposables.add(
      new PanelFeed({ host }, (message) => void panel.webview.postMessage(message)),
    );
    panel.title = 'Tutti Dashboard';
    panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
    panel.webview.options = webviewOptions(extensionUri);
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#feed.take(message).catch((error: unknown) => {
          services.log.error(error instanceof Error ? error : String(error));
        });
      }),
    );
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        this.#feed.setVisible(panel.visible);
      }),
    );
    const look = (): void => this.#look();
    for (const changed of [repository.onDidChange, repository.onDidOpen, repository.plans.onDidChange])
      this.#disposables.add(changed(look));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
    this.#disposables.add(panel.onDidDispose(() => this.dispose()));
    this.#look();
    panel.webview.html = this.#html(extensionUri, wish.tab);
  }

  /** Loads the page anew, at a tab, when one is named. */
  reveal({ tab, plan }: PanelWish, extensionUri: vscode.Uri): void {
    this.#panel.reveal();
    this.#subject.plan = plan;
    this.#look();
    if (tab !== null) this.#panel.webview.html = this.#html(extensionUri, tab);
  }

  onDidClose(listener: () => void): void {
    this.#panel.onDidDispose(listener);
  }

  close(): void {
    this.#panel.dispose();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #look(): void {
    const { repository } = this;
    const { handle, project } = repository;
    this.#subject.show(this.#feed.on({ project, readOnly: !vscode.workspace.isTrusted }), {
      project,
      handle,
      plans: repository.planUris().flatMap((uri) => repository.plans.check(uri) ?? []),
      runOf: (path) => repository.statusOf(path)?.run ?? null,
    });
  }

  #html(extensionUri: vscode.Uri, tab: DashboardTab | null): string {
    const { webview } = this.#panel;
    const address = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), name)).toString();
    return panelHtml({
      script: address('main.js'),
      styles: [address('main.css')],
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      folder: this.repository.folder.uri.toString(),
      first: tab === null ? null : { tab, wish: randomUUID() },
    });
  }
}

export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableCommandUris: false, localResourceRoots: [pageFolder(extensionUri)] };
}

function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'dashboard');
}
