import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/core/plan/edits.ts';
import type { Dependency } from '../../../../src/core/plan/plan.ts';
import { planOf, problems, taskOf, textAt } from '../../../support/planText.ts';

describe('dependencies of a task', () => {
  const before = [
    '## Phase 1',
    '- [ ] 1.1 a',
    '- [ ] 1.2 b',
    '- [ ] 1.3 c',
    '- [ ] T001 d',
    '- [ ] T002 e',
    '- [ ] auth-3 f',
    '- [ ] VERIFY 1: check',
    '## Phase 2',
  ];

  const read = (value: string): string[] => {
    const plan = planOf([...before, `- [ ] 2.1 x (depends: ${value})`]);
    assert.deepEqual(problems(plan), [], value);
    return taskOf(plan, '2.1').depends.map(nameOf);
  };

  it('are lists, ranges, phases and VERIFY tasks', () => {
    assert.deepEqual(read('1.1, 1.3'), ['1.1', '1.3']);
    assert.deepEqual(read('1.1 and T001; `auth-3`'), ['1.1', 'T001', 'auth-3']);
    assert.deepEqual(read('1.1-1.3'), ['1.1', '1.2', '1.3']);
    assert.deepEqual(read('T001 – T002, 1.2'), ['T001', 'T002', '1.2']);
    assert.deepEqual(read('1.3-T001'), ['1.3', 'T001']);
    assert.deepEqual(read('1.1 1.2'), ['1.1', '1.2']);
    assert.deepEqual(read('phase 1'), ['phase 1']);
    assert.deepEqual(read('Phase1'), ['phase 1']);
    assert.deepEqual(read('task 1.1, VERIFY 1'), ['1.1', 'VERIFY-1']);
    assert.deepEqual(read('none'), []);
    assert.deepEqual(read('1.1, 1.1'), ['1.1']);
  });

  it('keep the exact place of every name', () => {
    const lines = [...before, '- [ ] 2.1 x', '  - deps: 1.1, `T001`,  1.2-1.3'];
    const places = taskOf(planOf(lines), '2.1').depends.map(({ range }) => textAt(lines, range));
    assert.deepEqual(places, ['1.1', '`T001`', '1.2-1.3', '1.2-1.3']);
  });

  it('on nothing that exists are reported, with a fix that mends the plan', () => {
    const lines = [...before, '- [ ] 2.1 x (depends: 1.1, T0O1, phase 9, nowhere)'];
    const plan = planOf(lines);
    assert.deepEqual(
      plan.diagnostics.map((diagnostic) => [diagnostic.code, textAt(lines, diagnostic)]),
      [
        ['plan/unknown-dependency', 'T0O1'],
        ['plan/unknown-dependency', 'phase 9'],
        ['plan/unknown-dependency', 'nowhere'],
      ],
    );
    const fix = plan.diagnostics[0]?.fix?.edits ?? [];
    assert.equal(
      applyEdits(lines.join('\n'), fix).split('\n').at(-1),
      '- [ ] 2.1 x (depends: 1.1, T001, phase 9, nowhere)',
    );
    assert.deepEqual(taskOf(plan, '2.1').depends.map(nameOf), ['1.1']);
  });

  it('on other plans are kept, and said not to be waited for yet', () => {
    const plan = planOf(['- [ ] 1.1 x (depends: auth.2.1, auth.phase2, shop:auth.2.1)']);
    assert.deepEqual(taskOf(plan, '1.1').depends.map(nameOf), ['auth.2.1', 'auth.phase2', 'shop:auth.2.1']);
    assert.deepEqual(
      plan.diagnostics.map(({ code }) => code),
      Array.from({ length: 3 }, () => 'plan/not-yet-supported'),
    );
  });
});

function nameOf(dependency: Dependency): string {
  switch (dependency.kind) {
    case 'task':
      return dependency.id;
    case 'phase':
      return `phase ${dependency.id}`;
    case 'external':
      return dependency.text;
  }
}
