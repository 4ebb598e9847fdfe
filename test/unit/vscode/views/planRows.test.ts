import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStatusRow } from '../../../../src/shared/status.ts';
import { PlanRows } from '../../../../src/vscode/views/planRows.ts';
import { RowKeeper } from '../../../../src/vscode/views/rowKeeper.ts';
import type { RowLook } from '../../../../src/vscode/views/rowLook.ts';
import type { TreeRow } from '../../../../src/vscode/views/treeRow.ts';
import type { WindowModel } from '../../../../src/vscode/views/windowModel.ts';
import { statusOf, taskRow, workerRow } from '../../../support/statusOf.ts';
import { authPath, folderModel, windowModel } from '../../../support/windowModelOf.ts';

const plan = `# Auth
## Phase 1: Accounts
- [ ] 1.1 Users table
- [ ] 1.2 Hash passwords (depends: 1.1)
## Phase 2: Pages
- [ ] 2.1 Form
  - [ ] 2.1.1 Fields (depends: 1.2)
  - [ ] 2.1.2 Errors (depends: 1.1, 1.2)
`;

interface Shown {
  readonly rows: PlanRows;
  /** `label | description`, indented as in the tree. */
  readonly text: readonly string[];
  readonly look: (label: string) => RowLook;
}

function show(model: WindowModel): Shown {
  const rows = new PlanRows(() => model, new RowKeeper());
  const text: string[] = [];
  const looks = new Map<string, RowLook>();
  const walk = (row: TreeRow | null, depth: number): void => {
    for (const child of rows.children(row)) {
      const look = rows.look(child);
      assert.ok(look !== null);
      looks.set(look.label, look);
      text.push(`${'  '.repeat(depth)}${look.label} | ${look.description}`);
      walk(child, depth + 1);
    }
  };
  walk(null, 0);
  return {
    rows,
    text,
    look: (label) => {
      const look = looks.get(label);
      assert.ok(look !== undefined, label);
      return look;
    },
  };
}

function running(...tasks: readonly (Partial<TaskStatusRow> & { readonly id: string })[]): WindowModel {
  const status = statusOf(tasks.map(taskRow), { workers: [workerRow('auth/1.1/2', 'editing src/a.ts')] });
  return windowModel(folderModel({ [authPath]: plan }, { status }));
}

const startedAt = '2026-11-20T14:01:00.000Z';

describe('The rows of the Plan view', () => {
  it('are phases, tasks and groups with the state first; a single plan has no row of its own', () => {
    assert.deepEqual(show(windowModel(folderModel({ [authPath]: plan }))).text, [
      '1 Accounts | 0/2',
      '  1.1 Users table | ready',
      '  1.2 Hash passwords | pending · waits for 1.1',
      '2 Pages | 0/2',
      '  2.1 Form | 0/2',
      '    2.1.1 Fields | pending · waits for 1.2',
      '    2.1.2 Errors | pending · waits for 1.1, 1.2',
    ]);
  });

  it('say of a task in the merge queue by the icon that its gate runs', () => {
    const why = 'its gate runs: npm test';
    const { text, look } = show(
      running({ id: '1.1', state: 'queued', gate: true, why }, { id: '1.2', state: 'queued' }),
    );
    assert.deepEqual(text.slice(1, 3), [
      '  1.1 Users table | queued · its gate runs: npm test',
      '  1.2 Hash passwords | queued',
    ]);
    assert.deepEqual(
      [look('1.1 Users table').icon.id, look('1.2 Hash passwords').icon.id],
      ['beaker', 'git-merge'],
    );
  });

  it('have a level of plans, and one of folders, when there are several', () => {
    const two = folderModel({
      [authPath]: '# Auth\n- [ ] 1.1 A\n',
      'plans/shop.md': '# Shop\n- [x] 1.1 B\n',
    });
    const other = folderModel(
      { 'plan.md': '# Other\n- [ ] 1.1 C\n' },
      { folder: 'file:///tools', name: 'tools' },
    );
    const shown = show(windowModel(two, other));
    assert.deepEqual([shown.look('Auth').children, shown.look('Other').children], ['closed', 'open']);
    assert.deepEqual(shown.text, [
      'shop | ',
      '  Auth | 0/1 · plans/auth.md',
      '    1.1 A | ready',
      '  Shop | 1/1 · plans/shop.md',
      '    1.1 B | landed',
      'tools | ',
      '  Other | 0/1 · plan.md',
      '    1.1 C | ready',
    ]);
  });

  it('tell of a task at work who works on it, how long, and what it does', () => {
    const model = running({ id: '1.1', state: 'running', attempt: 2, startedAt });
    assert.equal(
      show(model).look('1.1 Users table').description,
      'running · claude · 4m · attempt 2 · editing src/a.ts',
    );
  });

  it('have attempts below a task, the latest first, and gates below an attempt', () => {
    const attempt = {
      agent: 'claude',
      model: null,
      startedAt,
      endedAt: '2026-11-20T14:03:00.000Z',
      costUsd: 0.41,
      base: null,
      commit: 'c0ffee',
      folder: '',
    } as const;
    const gate = { attempt: 1, durationMs: 12_000, endedAt: startedAt, outputFile: 'gate.txt' } as const;
    const model = running({
      id: '1.1',
      state: 'running',
      attempt: 2,
      attempts: [
        { ...attempt, number: 1, cause: 'first', state: 'gate-failed', reason: 'npm test: exit code 1' },
        { ...attempt, number: 2, cause: 'repair', state: 'running', reason: null, endedAt: null },
      ],
      gates: [{ ...gate, command: 'npm test', passed: false, reason: 'exit code 1' }],
    });
    const { text, look } = show(model);
    assert.deepEqual(text.slice(2, 5), [
      '    #2 claude | running · 4m · $0.41',
      '    #1 claude | gate failed · 2m · $0.41 · npm test: exit code 1',
      '      npm test | failed · 12s · exit code 1',
    ]);
    assert.equal(look('#1 claude').context, 'attempt gate-failed hasCommit');
  });

  it('say all of it to a screen reader, with the whole title', () => {
    const long = 'Hash passwords with argon2id, and again when somebody signs in';
    const model = windowModel(folderModel({ [authPath]: `# Auth\n- [ ] 1.1 ${long}\n` }));
    const [row] = show(model).rows.children(null);
    const look = row === undefined ? null : show(model).rows.look(row);
    assert.equal(look?.spoken, `1.1 ${long}, ready`);
    assert.equal(look.label, '1.1 Hash passwords with…');
  });

  it('leave room for the word of what a person must see, in a side bar that is narrow', () => {
    const long = 'Hash passwords with argon2id, and again when somebody signs in';
    const text = `# Auth\n- [ ] 1.1 ${long}\n- [ ] 10.10.10 ${long}\n`;
    const status = statusOf([
      taskRow({ id: '1.1', state: 'failed', why: 'exit code 1' }),
      taskRow({ id: '10.10.10', state: 'needs-you' }),
    ]);
    assert.deepEqual(show(windowModel(folderModel({ [authPath]: text }, { status }))).text, [
      '1.1 Hash pass… | failed · exit code 1',
      '10.10.10 Hash … | needs-you',
    ]);
  });

  it('carry what menus ask for', () => {
    const request = { id: '1.7', kind: 'conflict', message: 'src/a.ts' };
    const rest = { attempt: 1, branch: 'tutti/auth/1.1', worktree: '/slots/1' };
    const { look } = show(running({ id: '1.1', state: 'needs-you', request, ...rest }, { id: '1.2' }));
    assert.equal(look('1.1 Users …').context, 'task needs-you hasRun hasBranch hasWorktree conflict');
    assert.equal(look('1.1 Users …').mark, 'conflict');
    assert.equal(look('1.2 Hash passwords').context, 'task pending hasRun');
    assert.equal(look('2.1 Form').context, 'task pending group');
  });

  it('spin for ten tasks at work, and stand still for more', () => {
    const iconsOf = (count: number): ReadonlySet<string> => {
      const ids = Array.from({ length: count }, (_, index) => `1.${index + 1}`);
      const text = `# Auth\n## Phase 1: All\n${ids.map((id) => `- [ ] ${id} T\n`).join('')}`;
      const status = statusOf(ids.map((id) => taskRow({ id, state: 'running' })));
      const { look } = show(windowModel(folderModel({ [authPath]: text }, { status })));
      return new Set(ids.map((id) => look(`${id} T`).icon.id));
    };
    assert.deepEqual([...iconsOf(10)], ['loading~spin']);
    assert.deepEqual([...iconsOf(11)], ['play-circle']);
  });

  it('find their parents up to the top', () => {
    const { rows } = show(windowModel(folderModel({ [authPath]: plan, 'plans/b.md': '- [ ] 1 B\n' })));
    const [first] = rows.children(null);
    assert.ok(first?.kind === 'plan');
    const chain: string[] = [];
    for (let row: TreeRow | null = rows.taskRow(first, '2.1.1'); row !== null; row = rows.parent(row))
      chain.push(rows.look(row)?.label ?? '');
    assert.deepEqual(chain, ['2.1.1 Fields', '2.1 Form', '2 Pages', 'Auth']);
  });
});
