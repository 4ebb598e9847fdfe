import * as vscode from 'vscode';
import { whenPlanLikely } from './activation.ts';
import { registerMcp } from './ai/registerMcp.ts';
import { registerTools } from './ai/registerTools.ts';
import type { TuttiApi } from './api.ts';
import { dashboardPanelType } from './manifest/dashboardCommands.ts';
import { LazyHost } from './lazyHost.ts';

let host: LazyHost | null = null;

export function activate(context: vscode.ExtensionContext): TuttiApi {
  const lazy = new LazyHost(context);
  host = lazy;
  context.subscriptions.push(lazy);
  context.subscriptions.push(registerTools(() => lazy.load()));
  context.subscriptions.push(registerMcp(context, () => lazy.load()));
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(dashboardPanelType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await lazy.load()).reviveDashboard(panel, state),
    }),
  );
  context.subscriptions.push(whenPlanLikely(() => lazy.loadSoon()));
  return lazy.api;
}

/** Agents go on; the next window, or `tutti resume`, takes the run up. */
export async function deactivate(): Promise<void> {
  await host?.detach();
  host = null;
}
