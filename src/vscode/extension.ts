import type * as vscode from 'vscode';
import { whenPlanLikely } from './activation.ts';
import { LazyHost } from './lazyHost.ts';

let host: LazyHost | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const lazy = new LazyHost(context);
  host = lazy;
  context.subscriptions.push(lazy);
  context.subscriptions.push(whenPlanLikely(() => void lazy.load()));
}

/** Agents go on; the next window, or `tutti resume`, takes the run up. */
export async function deactivate(): Promise<void> {
  await host?.detach();
  host = null;
}
