import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import { ShownRows } from './shownRows.ts';
import type { RowKeeper } from './rowKeeper.ts';
import type { RowLook, RowSource } from './rowLook.ts';
import { toTreeItem } from './toTreeItem.ts';
import type { TreeRow } from './treeRow.ts';

export interface LiveTreeOptions {
  readonly source: RowSource;
  readonly keeper: RowKeeper;
  /** What a row that is pointed at or opened has more: tooltip and command. */
  readonly resolve: (item: vscode.TreeItem, row: TreeRow) => vscode.TreeItem;
  /** What stands beside the title; it changes together with the rows. */
  readonly description?: () => string;
  readonly canSelectMany?: boolean;
  readonly dragAndDrop?: vscode.TreeDragAndDropController<TreeRow>;
}

/** A tree view that, told that something may have changed, asks for those rows again that look different. */
export class LiveTree implements Disposable {
  readonly view: vscode.TreeView<TreeRow>;
  readonly #shown: ShownRows;
  readonly #description: (() => string) | null;
  readonly #changed = new vscode.EventEmitter<TreeRow[] | undefined>();
  readonly #disposables = new DisposableStore();
  #missed = false;

  constructor(id: string, options: LiveTreeOptions) {
    const { source, keeper, resolve, canSelectMany = false, dragAndDrop } = options;
    this.#shown = new ShownRows(source, keeper);
    this.#description = options.description ?? null;
    this.view = vscode.window.createTreeView(id, {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: (row) => {
          this.#describe();
          return [...this.#shown.children(row ?? null)];
        },
        getParent: (row) => source.parent(row),
        getTreeItem: (row) => toTreeItem(row, this.#shown.look(row) ?? gone),
        resolveTreeItem: (item, row) => resolve(item, row),
      },
      showCollapseAll: true,
      canSelectMany,
      ...(dragAndDrop === undefined ? {} : { dragAndDropController: dragAndDrop }),
    });
    this.#disposables.add(this.#changed);
    this.#disposables.add(this.view);
    this.#disposables.add(
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.#missed) this.refresh();
      }),
    );
  }

  /** Looks for rows that differ from what is shown; while hidden, once it is shown again. */
  refresh(): void {
    this.#missed = !this.view.visible;
    const changes = this.#missed ? [] : this.#shown.changes();
    if (changes === 'all') this.#changed.fire(undefined);
    else if (changes.length > 0) this.#changed.fire([...changes]);
    else this.#describe();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** VS Code asks for changed rows a while after it was told: until then the old ones are shown. */
  #describe(): void {
    const text = this.#description?.() ?? null;
    if (text !== null && text !== this.view.description) this.view.description = text;
  }
}

/** Asked for between its end and the refresh that takes it away. */
const gone: RowLook = {
  label: '…',
  description: '',
  icon: { id: 'blank', color: null },
  context: '',
  spoken: '',
  children: 'none',
  mark: null,
};
