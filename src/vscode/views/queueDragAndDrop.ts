import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import { steerEach } from '../commands/steer.ts';
import type { HostServices } from '../hostServices.ts';
import { logFault } from '../inBackground.ts';
import { queueMoves } from './queueMoves.ts';
import { entriesOf } from './queueRows.ts';
import type { QueueEntryRow, TreeRow } from './treeRow.ts';

const mime = 'application/vnd.code.tree.tutti.queue';

/** Moves an entry of a merge queue to where it is dropped, place by place as Move Up and Move Down do. */
export class QueueDragAndDrop implements vscode.TreeDragAndDropController<TreeRow> {
  readonly dragMimeTypes = [mime];
  readonly dropMimeTypes = [mime];
  readonly #services: HostServices;

  constructor(services: HostServices) {
    this.#services = services;
  }

  handleDrag(rows: readonly TreeRow[], transfer: vscode.DataTransfer): void {
    const [row] = rows;
    if (row?.kind === 'queueEntry') transfer.set(mime, new vscode.DataTransferItem(row.key));
  }

  async handleDrop(target: TreeRow | undefined, transfer: vscode.DataTransfer): Promise<void> {
    const dragged = transfer.get(mime)?.value as unknown;
    if (target?.kind !== 'queueEntry' || typeof dragged !== 'string') return;
    try {
      await this.#move(dragged, target);
    } catch (error) {
      const { log } = this.#services;
      logFault(log, error);
      const isExpected = error instanceof UserError;
      void vscode.window.showWarningMessage(isExpected ? error.message : 'This entry could not be moved.');
    }
  }

  /** An entry that is gone meanwhile stays where it is. */
  async #move(dragged: string, target: QueueEntryRow): Promise<void> {
    const repository = this.#services.repositories
      .all()
      .find(({ folder }) => folder.uri.toString() === target.folder);
    const entries = entriesOf(repository?.status ?? null);
    const at = (key: string) =>
      entries.find(({ plan, id }) => key === `queue:${target.folder}#${plan}/${id}`);
    const from = at(dragged);
    const to = at(target.key);
    if (repository === undefined || from === undefined || to === undefined) return;
    await steerEach(repository, queueMoves(from, to));
  }
}
