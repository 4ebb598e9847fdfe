import * as vscode from 'vscode';
import { findNodeRuntime, type NodeRuntime } from '../app/runners.ts';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import type { AiTool } from './ai/aiTool.ts';
import type { TuttiApi, TuttiChange } from './api.ts';
import { Pages } from './commands/pages.ts';
import { runCommand } from './commands/runCommand.ts';
import { registerGitDocuments } from './documents/gitDocuments.ts';
import { registerLogDocuments } from './documents/logDocuments.ts';
import { forwardChanges, hostApi } from './hostApi.ts';
import type { HostServices } from './hostServices.ts';
import { registerLanguage } from './language/registerLanguage.ts';
import type { LanguageModelToolName } from './manifest/ai.ts';
import type { CommandId } from './manifest/commands.ts';
import { offerLeftRun, offerMainWorkspaces } from './repository/offers.ts';
import { registerWindow } from './registerWindow.ts';
import { Repositories } from './repository/repositories.ts';
import { ReviewComments } from './review/reviewComments.ts';
import { AttemptTerminals } from './terminals/attemptTerminals.ts';
import { registerTerminals } from './terminals/registerTerminals.ts';
import { TreeSelection } from './views/treeSelection.ts';

/** The whole extension, loaded when there is a plan or the user asks for something. */
export interface Host extends Disposable {
  readonly services: HostServices;
  /** For other extensions. */
  readonly api: Omit<TuttiApi, 'version' | 'onDidChange'>;
  /** Loaded when a model asks for the first of them. */
  aiTools(): Promise<Readonly<Record<LanguageModelToolName, AiTool>>>;
  runCommand(id: CommandId, args: readonly unknown[]): Promise<unknown>;
  /** Takes the dashboard that the window had before its reload. */
  reviveDashboard(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
  /** The Node for programs of this extension in a folder. */
  nodeFor(folder: vscode.Uri | undefined): Promise<NodeRuntime>;
  /** Of any run of the window. */
  onRunChange(listener: (change: TuttiChange) => void): void;
  /** Lets go of the runs that this window plays, without ending their agents. */
  detach(): Promise<void>;
}

export async function startHost(context: vscode.ExtensionContext): Promise<Host> {
  const parts = new DisposableStore();
  try {
    return await startParts(context, parts);
  } catch (error) {
    parts.dispose();
    throw error;
  }
}

async function startParts(context: vscode.ExtensionContext, parts: DisposableStore): Promise<Host> {
  const log = parts.add(vscode.window.createOutputChannel('Tutti', { log: true }));
  const terminals = parts.add(new AttemptTerminals(log));
  const memory = context.workspaceState;
  const repositories = parts.add(new Repositories({ log, terminals, memory, onLeft: offerLeftRun }));
  const pages = parts.add(new Pages());
  const selection = new TreeSelection();
  const comments = parts.add(new ReviewComments(repositories, memory));
  const services: HostServices = {
    ...{ context, repositories, log, selection, pages, comments, terminals },
    dashboard: () => dashboard(),
  };
  const dashboard = once(async () => {
    const { DashboardPanels } = await import('./dashboard/dashboardPanels.ts');
    return parts.add(new DashboardPanels(services));
  });
  parts.add(registerTerminals(services));
  parts.add(offerMainWorkspaces(repositories));
  parts.add(registerGitDocuments(services));
  parts.add(registerLogDocuments(services));
  parts.add(registerWindow(services));
  parts.add(registerLanguage(services));
  await repositories.openAll();
  return {
    services,
    api: hostApi(repositories),
    aiTools: async () => (await import('./ai/aiTools.ts')).aiTools(services),
    runCommand: (id, args) => runCommand(services, id, args),
    reviveDashboard: async (panel, state) => (await dashboard()).revive(panel, state),
    nodeFor: (folder) => findNodeRuntime(process.env, folder?.fsPath ?? process.cwd()),
    onRunChange: (listener) => void parts.add(forwardChanges(repositories, listener)),
    detach: () => repositories.detach(),
    dispose: () => parts.dispose(),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}
