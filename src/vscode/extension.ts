import type * as vscode from 'vscode';
import { startHost, type Host } from './host.ts';

let host: Host | null = null;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  host = await startHost(context);
  context.subscriptions.push(host);
}

export async function deactivate(): Promise<void> {
  await Promise.resolve();
  host = null;
}
