import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import type { TaskTarget } from '../commands/targets.ts';

/** Shows what a task waits for, within the editor of its plan. */
export async function peekBlockers({ checked: { uri }, view, task }: TaskTarget): Promise<void> {
  const locations = task.blockers.flatMap(({ id }): vscode.Location | [] => {
    const line = view.tasks.get(id)?.line;
    return line === undefined ? [] : new vscode.Location(uri, new vscode.Position(line - 1, 0));
  });
  if (locations.length === 0) throw new UserError(`"${task.id}" waits for no other task.`, 1, 'nothing');
  await vscode.window.showTextDocument(uri, { preserveFocus: false });
  const place = new vscode.Position(task.line - 1, 0);
  await vscode.commands.executeCommand('editor.action.peekLocations', uri, place, locations, 'peek');
}
