import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TreeRow } from '../../../../src/vscode/views/treeRow.ts';
import { TreeSelection } from '../../../../src/vscode/views/treeSelection.ts';

const [a, b, c] = ['a', 'b', 'c'].map((key): TreeRow => ({ kind: 'folder', key, folder: '' })) as [
  TreeRow,
  TreeRow,
  TreeRow,
];

/** A view whose command `list.toggleSelection` is `toggle`. */
function viewWith({ selected, focused }: { selected: readonly TreeRow[]; focused: TreeRow | null }) {
  const view = { selection: selected };
  const toggle = (): Promise<void> => {
    const { selection } = view;
    if (focused !== null)
      view.selection = selection.includes(focused)
        ? selection.filter((row) => row !== focused)
        : [...selection, focused];
    return Promise.resolve();
  };
  return { view, toggle };
}

describe('A key of a view', () => {
  async function rowsUnder(of: Parameters<typeof viewWith>[0]): Promise<readonly TreeRow[]> {
    const { view, toggle } = viewWith(of);
    const selection = new TreeSelection();
    selection.add('tutti.plan', view);
    selection.add('tutti.queue', { selection: [c] });
    const rows = await selection.underKey('tutti.plan', toggle);
    assert.deepEqual(new Set(view.selection), new Set(of.selected));
    return rows;
  }

  it('is for the row with the focus, whatever is selected in it or in another view', async () => {
    assert.deepEqual(await rowsUnder({ selected: [], focused: b }), [b]);
    assert.deepEqual(await rowsUnder({ selected: [a], focused: b }), [b]);
  });

  it('is for all selected rows when the one with the focus is among them', async () => {
    assert.deepEqual(await rowsUnder({ selected: [a, b], focused: b }), [a, b]);
  });

  it('is for what is selected when no row has the focus', async () => {
    assert.deepEqual(await rowsUnder({ selected: [a], focused: null }), [a]);
  });

  it('is for none when somebody goes on meanwhile', async () => {
    const { view, toggle } = viewWith({ selected: [a], focused: b });
    const selection = new TreeSelection();
    selection.add('tutti.plan', view);
    const clicked = async (): Promise<void> => {
      await toggle();
      view.selection = [c];
    };
    assert.deepEqual(await selection.underKey('tutti.plan', clicked), []);
  });
});
