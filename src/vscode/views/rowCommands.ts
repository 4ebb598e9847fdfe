import type * as vscode from 'vscode';
import type { CommandId } from '../manifest/commands.ts';
import type { TreeRow } from './treeRow.ts';

/** What a click or Enter on a row does; null: it only opens and closes. */
export function rowCommand(row: TreeRow): vscode.Command | null {
  const id = commandOf(row);
  return id === null ? null : { command: id, title: '', arguments: [row] };
}

function commandOf(row: TreeRow): CommandId | null {
  switch (row.kind) {
    case 'plan':
      return 'tutti.openPlan';
    case 'task':
      return 'tutti.revealTask';
    case 'attempt':
    case 'queueEntry':
      return 'tutti.showChanges';
    case 'gate':
      return 'tutti.showGateLog';
    case 'worker':
      return 'tutti.openTerminal';
    case 'conflict':
      return 'tutti.resolveConflict';
    case 'activity':
      return row.ref === null ? 'tutti.showDecisionLog' : 'tutti.revealTask';
    case 'folder':
    case 'phase':
    case 'pool':
      return null;
  }
}
