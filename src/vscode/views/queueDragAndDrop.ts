import * as vscode from 'vscode';
import type { HostServices } from '../hostServices.ts';
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
    const refused = await this.move(dragged, target);
    if (refused !== null) void vscode.window.showWarningMessage(refused);
  }

  /** The sentence of the run when it refuses; null when it has taken the entry there. */
  async move(dragged: string, target: QueueEntryRow): Promise<string | null> {
    const repository = this.#services.repositories
      .all()
      .find(({ folder }) => folder.uri.toString() === target.folder);
    const entries = entriesOf(repository?.status ?? null);
    const at = (key: string) =>
      entries.find(({ plan, id }) => key === `queue:${target.folder}#${plan}/${id}`);
    const from = at(dragged);
    const to = at(target.key);
    const handle = repository?.handle ?? null;
    if (handle === null || from === undefined || to === undefined) return null;
    if (from.plan !== to.plan) return 'Each plan has a merge queue of its own.';
    const by = Math.sign(to.place - from.place);
    for (let place = from.place; place !== to.place; place += by) {
      const answer = await handle.command({ type: 'move', task: `${from.plan}/${from.id}`, by });
      if (!answer.ok) return answer.reason;
    }
    return null;
  }
}
