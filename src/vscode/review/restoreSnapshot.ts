import * as vscode from 'vscode';
import { listUndo, undo, type Snapshot } from '../../app/upkeep.ts';
import { printable } from '../../core/base/printable.ts';
import { UserError } from '../../core/base/userError.ts';
import { pickOne } from '../commands/pickLive.ts';
import type { Repository } from '../repository/repository.ts';

const copy = 'Copy Branch Name';

/** Brings what was removed or reset back as a branch; nothing that is there changes. */
export async function restoreSnapshot(repository: Repository): Promise<void> {
  const project = repository.requireProject();
  const snapshots = await listUndo(project);
  if (snapshots.length === 0) {
    throw new UserError('There is no snapshot: nothing was removed or reset yet.', 1, 'nothing');
  }
  const snapshot = await pickOne<Snapshot>({
    title: 'Restore Snapshot',
    placeholder: 'Which one? It comes back as a branch of its own.',
    items: () =>
      snapshots.map((one) => ({
        key: one.ref,
        label: `$(history) ${one.slot === null ? nameOf(one) : `Worktree ${one.slot}`}`,
        description: one.takenAt === '' ? '' : new Date(one.takenAt).toLocaleString(),
        detail: printable(one.subject, 160),
        value: one,
      })),
  });
  if (snapshot === null) return;
  const { place } = await undo(project, snapshot.ref);
  void vscode.window.showInformationMessage(`It is back as the branch ${place}.`, copy).then((button) => {
    if (button === copy) void vscode.env.clipboard.writeText(place);
  });
}

/** `20261120-142231-120-tutti-auth-2-1` without its time. */
function nameOf({ ref }: Snapshot): string {
  return (ref.split('/').at(-1) ?? ref).replace(/^\d{8}-\d{6}-\d{3}-/, '');
}
