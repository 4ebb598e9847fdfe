import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { toPlanView } from '../../../../src/core/projections/planView.ts';
import type { RunStateWord, TaskStatusRow } from '../../../../src/shared/status.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const path = 'plans/auth.md';
const plan = '# Auth\n## Phase 1: Accounts\n- [ ] 1.1 Table\n## Phase 2: Pages\n- [ ] 2.1 Form\n';

/** `phase: task state` of each task, and how many are done. */
function shown(text: string, rows: readonly TaskStatusRow[], state: RunStateWord): readonly string[] {
  const read = checkPlan(text, { path });
  const view = toPlanView(read.plan, read.graph, statusOf(rows, { state }));
  return [
    ...view.phases.flatMap(({ id, tasks }) =>
      tasks.map((task) => `${id}: ${task} ${view.tasks.get(task)?.state ?? 'unknown'}`),
    ),
    `${view.done}/${view.total}`,
  ];
}

describe('A plan whose text lacks tasks of the run', () => {
  const started = taskRow({ id: '1.2', phase: '1', state: 'running', title: 'Hash' });
  const rows = [
    taskRow({ id: '1.1', phase: '1', state: 'landed' }),
    started,
    taskRow({ id: '2.1', phase: '2', state: 'pending', dependsOn: ['1.2', '1.1'] }),
  ];

  it('has a task that was taken out after it had started, at the end of its phase', () => {
    assert.deepEqual(shown(plan, rows, 'running'), [
      '1: 1.1 landed',
      '1: 1.2 running',
      '2: 2.1 pending',
      '1/3',
    ]);
  });

  it('has all tasks of the run when nothing of the text is left, with what each waits for', () => {
    assert.deepEqual(shown('', rows, 'paused'), ['1: 1.1 landed', '1: 1.2 running', '2: 2.1 pending', '1/3']);
    const read = checkPlan('', { path });
    const view = toPlanView(read.plan, read.graph, statusOf(rows));
    assert.deepEqual(view.tasks.get('2.1')?.blockers, [{ id: '1.2', state: 'running' }]);
  });

  it('follows its text once the run is over', () => {
    assert.deepEqual(shown(plan, [{ ...started, state: 'failed' }], 'failed'), [
      '1: 1.1 ready',
      '2: 2.1 pending',
      '0/2',
    ]);
    assert.deepEqual(shown('', rows, 'done'), ['0/0']);
    assert.deepEqual(shown('', [started], 'stopped'), ['1: 1.2 running', '0/1']);
  });
});

describe('A task that its run leaves out', () => {
  it('is ready or pending by the order of the plan', () => {
    const rows = [
      taskRow({ id: '1.1', phase: '1', state: 'landed' }),
      taskRow({ id: '2.1', phase: '2', state: 'pending', selected: false }),
    ];
    assert.deepEqual(shown(plan, rows, 'running').slice(0, 2), ['1: 1.1 landed', '2: 2.1 ready']);
    const [, leftOut] = rows;
    const before = [{ ...rows[0]!, state: 'running' as const }, leftOut!];
    assert.deepEqual(shown(plan, before, 'running').slice(0, 2), ['1: 1.1 running', '2: 2.1 pending']);
  });
});

describe('A plan that names what it does not have', () => {
  it('waits there, and says for what', () => {
    const text = [
      '# Auth',
      '- [ ] 1.1 Table (depends: 9.9)',
      '- [ ] 1.2 Hash',
      '- [ ] 1.3 Pages',
      '  - depends: 8.8',
      '  - [ ] 1.3.1 Form',
      '- [x] 1.4 Words (depends: 7.7)',
    ];
    const read = checkPlan(`${text.join('\n')}\n`, { path });
    const { tasks } = toPlanView(read.plan, read.graph, null);
    assert.deepEqual(
      ['1.1', '1.2', '1.3.1', '1.4'].map((id) => [tasks.get(id)?.state, tasks.get(id)?.why]),
      [
        ['pending', 'There is no task or phase "9.9" in this plan.'],
        ['ready', null],
        ['pending', 'There is no task or phase "8.8" in this plan.'],
        ['landed', null],
      ],
    );
  });
});
