import type { ViewId } from '../manifest/views.ts';
import type { TreeRow } from './treeRow.ts';

/** Of a tree view. */
export interface Selected {
  readonly selection: readonly TreeRow[];
}

/** What is selected in each of the views. */
export class TreeSelection {
  readonly #views = new Map<ViewId, Selected>();

  add(id: ViewId, view: Selected): void {
    this.#views.set(id, view);
  }

  /**
   * The rows that a key in this view is meant for, as in all lists of VS Code: the one with the focus, or every selected
   * one when it is among them. VS Code tells extensions what is selected and not what has the focus, and arrows move the
   * focus alone; so the focused row is told by `toggle`, which adds it to the selection or takes it out, and is called
   * a second time to leave the selection as it was.
   */
  async underKey(id: ViewId, toggle: () => PromiseLike<unknown>): Promise<readonly TreeRow[]> {
    const view = this.#views.get(id);
    if (view === undefined) return [];
    const before = view.selection;
    await toggle();
    const after = view.selection;
    await toggle();
    const added = after.filter((row) => !before.includes(row));
    const removed = before.filter((row) => !after.includes(row));
    // More than the focused row: the person went on meanwhile, so none is surely meant.
    if (added.length + removed.length > 1) return [];
    return added.length === 1 ? added : before;
  }
}
