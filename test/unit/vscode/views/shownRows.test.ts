import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatusRow } from '../../../../src/shared/status.ts';
import { PlanRows } from '../../../../src/vscode/views/planRows.ts';
import { RowKeeper } from '../../../../src/vscode/views/rowKeeper.ts';
import { ShownRows } from '../../../../src/vscode/views/shownRows.ts';
import type { TreeRow } from '../../../../src/vscode/views/treeRow.ts';
import type { WindowModel } from '../../../../src/vscode/views/windowModel.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';
import { authPath, folderModel, windowModel } from '../../../support/windowModelOf.ts';

const phases = Array.from({ length: 10 }, (_, index) => String(index + 1));
const ids = phases.flatMap((phase) => Array.from({ length: 100 }, (_, index) => `${phase}.${index + 1}`));

function planOf(all: readonly string[]): string {
  const parts = phases.map((phase) => {
    const own = all.filter((id) => id.startsWith(`${phase}.`)).map((id) => `- [ ] ${id} Task\n`);
    return `## Phase ${phase}: Part\n${own.join('')}`;
  });
  return `# Auth\n${parts.join('')}`;
}

function modelOf(
  changed: readonly (Partial<TaskStatusRow> & { readonly id: string })[],
  all = ids,
): WindowModel {
  const by = new Map(changed.map((row) => [row.id, row]));
  const status = statusOf(all.map((id) => taskRow({ state: 'ready', ...by.get(id), id })));
  return windowModel(folderModel({ [authPath]: planOf(all) }, { status }));
}

/** A tree of 1,000 tasks that was shown with all phases open, and what must be asked for again after a change. */
function shownThen(next: WindowModel): { readonly rows: readonly TreeRow[] | 'all'; readonly asked: number } {
  let model = modelOf([]);
  let asked = 0;
  const keeper = new RowKeeper();
  const shown = new ShownRows(new PlanRows(() => model, keeper), keeper);
  const show = (row: TreeRow | null): void => {
    for (const child of shown.children(row)) {
      asked += 1;
      shown.look(child);
      show(child);
    }
  };
  show(null);
  assert.equal(asked, 1_010);
  model = next;
  asked = 0;
  const rows = shown.changes();
  // What VS Code asks for then.
  for (const row of rows === 'all' ? [] : rows) {
    asked += 1;
    shown.look(row);
    show(row);
  }
  if (rows !== 'all') assert.deepEqual(shown.changes(), []);
  return { rows, asked };
}

function keysOf(rows: readonly TreeRow[] | 'all'): readonly string[] {
  return rows === 'all' ? ['all'] : rows.map(({ key }) => key.slice(key.indexOf('#') + 1));
}

describe('A tree of 1,000 tasks', () => {
  it('asks for nothing again when nothing looks different', () => {
    assert.deepEqual(shownThen(modelOf([])), { rows: [], asked: 0 });
  });

  it('asks for the one row of the task that has changed', () => {
    const { rows, asked } = shownThen(modelOf([{ id: '4.50', state: 'running' }]));
    assert.deepEqual([keysOf(rows), asked], [['4.50'], 1]);
  });

  it('asks for the rows of what has changed at the same time, and for no others', () => {
    const changed = ['1.1', '4.50', '10.100'].map((id) => ({ id, state: 'waiting' }) as const);
    const { rows, asked } = shownThen(modelOf(changed));
    assert.deepEqual([keysOf(rows), asked], [['1.1', '4.50', '10.100'], 3]);
  });

  it('asks for a phase, with its tasks, when its count changes; other phases are left alone', () => {
    const { rows, asked } = shownThen(modelOf([{ id: '4.50', state: 'landed' }]));
    assert.deepEqual([keysOf(rows), asked], [['phase:4'], 101]);
  });

  it('asks for the phase that lost a task', () => {
    const { rows } = shownThen(
      modelOf(
        [],
        ids.filter((id) => id !== '7.7'),
      ),
    );
    assert.deepEqual(keysOf(rows), ['phase:7']);
  });

  it('asks for all when the topmost rows are others', () => {
    const { rows } = shownThen(
      modelOf(
        [],
        ids.filter((id) => !id.startsWith('9.')),
      ),
    );
    assert.equal(rows, 'all');
  });
});

describe('A row that is shown', () => {
  it('stays the same object over 100 changes of its state, and open as it was at first', () => {
    const states = ['running', 'queued', 'landing', 'landed'] as const;
    let model = modelOf([]);
    const keeper = new RowKeeper();
    const shown = new ShownRows(new PlanRows(() => model, keeper), keeper);
    const [phase] = shown.children(null);
    assert.ok(phase !== undefined);
    const [task] = shown.children(phase);
    const before = shown.look(phase)?.children;
    for (let change = 0; change < 100; change++) {
      model = modelOf([{ id: '1.1', state: states[change % states.length] ?? 'ready' }], ids.slice(0, 1));
      shown.changes();
      assert.equal(shown.children(null)[0], phase);
      assert.equal(shown.children(phase)[0], task);
      assert.equal(shown.look(phase)?.children, before);
    }
  });
});
