import * as vscode from 'vscode';
import type { HostServices } from '../hostServices.ts';
import { viewIds, type ViewId } from '../manifest/views.ts';

/**
 * A key of a view carries the view's id and no row: what the view's menu would give takes its place, a row and all rows.
 * Without any row the first is null, which tells it from a command of the palette.
 */
export async function resolveKey(
  { selection }: HostServices,
  args: readonly unknown[],
): Promise<readonly unknown[]> {
  const view = viewOfKey(args[0]);
  if (view === null) return args;
  const rows = await selection.underKey(view, () => vscode.commands.executeCommand('list.toggleSelection'));
  return [rows[0] ?? null, rows];
}

function viewOfKey(value: unknown): ViewId | null {
  return Object.values(viewIds).find((id) => id === value) ?? null;
}
