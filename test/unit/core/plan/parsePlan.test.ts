import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parsePlan } from '../../../../src/core/plan/parsePlan.ts';
import { placeOf, planOf, problems, taskOf, textAt } from '../../../support/planText.ts';

describe('parsePlan', () => {
  it('takes tasks from every kind of list, and none from code or comments', () => {
    const plan = planOf([
      '- [ ] 1.1 Dash',
      '* [ ] 1.2 Star',
      '',
      '1. [ ] 1.3 Number',
      '',
      '```',
      '- [ ] 9.1 In a fence',
      '```',
      '',
      '<!--',
      '- [ ] 9.2 In a comment',
      '-->',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ id, title }) => [id, title]),
      [
        ['1.1', 'Dash'],
        ['1.2', 'Star'],
        ['1.3', 'Number'],
      ],
    );
  });

  it('takes a box for one only at the very start of an item', () => {
    const plan = planOf([
      '- [ ] 1.1 Task',
      '  - [a link](x.md)',
      '    - [ ] a step, for all that',
      '  - > [ ] quoted',
      '  - text',
      '',
      '    [ ] later',
      '- [ ]no space',
      '- [y] no state',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ id, steps }) => [id, steps.map((step) => step.text)]),
      [['1.1', ['a step, for all that']]],
    );
  });

  it('reads the state from the box, and the star behind it as optional', () => {
    const plan = planOf([
      '- [ ] A1 a',
      '- [x] A2 b',
      '- [X] A3 c',
      '- [-] A4 d',
      '- [~] A5 e',
      '- [ ]* A6 f',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ state, optional }) => [state, optional]),
      [
        ['open', false],
        ['done', false],
        ['done', false],
        ['skipped', false],
        ['skipped', false],
        ['open', true],
      ],
    );
  });

  it('knows where the id and the box are', () => {
    const lines = ['# T', '', '* [x] **T001**: Title', '  - [ ] 1.10 Child'];
    const plan = planOf(lines);
    const [first, child] = [taskOf(plan, 'T001'), taskOf(plan, '1.10')];
    assert.ok(first.idRange !== null && child.idRange !== null);
    assert.equal(textAt(lines, first.idRange), 'T001');
    assert.equal(textAt(lines, child.idRange), '1.10');
    assert.equal(textAt(lines, first.checkbox), 'x');
    assert.equal(placeOf(child.checkbox), '4:6-7');
  });

  it('counts lines and columns alike with a byte order mark and with any line ends', () => {
    const text = '---\nname: x\n---\n# T\n\n- [ ] 1.1 A (depends: 9.9)\n  body `a/b.ts`\n';
    const plain = parsePlan(text, { path: 'p.md' });
    assert.deepEqual(parsePlan(`\uFEFF${text}`, { path: 'p.md' }), plain);
    assert.deepEqual(parsePlan(text.replaceAll('\n', '\r\n'), { path: 'p.md' }), plain);
    assert.deepEqual(parsePlan(text.replaceAll('\n', '\r'), { path: 'p.md' }), plain);
  });

  it('makes a nested box with an id a child that inherits, and one without a step', () => {
    const plan = planOf([
      '- [ ] 1 Not an id',
      '- [ ] 2. Group (agent: codex) (priority: high) (depends: A1)',
      '  Text of the group.',
      '  - [ ] a step',
      '  - [ ] 2.1 Child (priority: low)',
      '    - [x] its step',
      '    - [ ] 2.1.1 Grandchild (depends: none)',
      '- [ ] A1 Before',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ id, kind, parent }) => [id, kind, parent]),
      [
        ['1.1', 'task', null],
        ['2', 'group', null],
        ['2.1', 'group', '2'],
        ['2.1.1', 'task', '2.1'],
        ['A1', 'task', null],
      ],
    );
    const grandchild = taskOf(plan, '2.1.1');
    assert.deepEqual(grandchild.attributes, { agent: 'codex', priority: -1 });
    assert.deepEqual([grandchild.explicit, grandchild.depends], [true, []]);
    assert.equal(taskOf(plan, '2.1').depends.length, 1);
    assert.equal(taskOf(plan, '2').body, 'Text of the group.\n- [ ] a step');
    assert.deepEqual(taskOf(plan, '2.1').steps, [{ text: 'its step', line: 6, state: 'done' }]);
  });

  it('keeps the description as written, without its attribute lines', () => {
    const plan = planOf([
      '- [ ] 1.1 Title',
      '  - files: a.ts',
      '',
      '  Text.',
      '',
      '    - nested',
      '  ```sh',
      '  - [ ] not a step',
      '  ```',
      '',
      'After the list.',
    ]);
    const task = taskOf(plan, '1.1');
    assert.equal(task.body, 'Text.\n\n  - nested\n```sh\n- [ ] not a step\n```');
    assert.deepEqual([task.line, task.endLine], [1, 9]);
    assert.equal(plan.phases[0]?.text, 'After the list.');
  });

  it('gives tasks without an id a free number and a name that lasts', () => {
    const lines = ['## Work', '- [ ] first', '- [ ] 1.2 second', '- [ ] third', '- [ ] third'];
    const plan = planOf(lines);
    assert.deepEqual(
      plan.tasks.map((task) => task.id),
      ['1.1', '1.2', '1.3', '1.4'],
    );
    const moved = planOf(['## Other', '- [ ] x', ...lines]);
    assert.deepEqual(
      moved.tasks.slice(1).map((task) => task.identity),
      plan.tasks.map((task) => task.identity),
    );
    assert.equal(new Set(plan.tasks.map((task) => task.identity)).size, 4);
    assert.match(taskOf(plan, '1.1').identity, /^[0-9a-f]{16}$/);
  });

  it('reports a duplicate id with both lines and keeps both tasks', () => {
    const plan = planOf(['- [ ] 1.1 A', '- [ ] 1.1 B']);
    assert.deepEqual(problems(plan), ['2:7-10 plan/duplicate-id']);
    assert.match(plan.diagnostics[0]?.message ?? '', /line 1 and on line 2/);
    assert.equal(plan.diagnostics[0]?.related?.[0]?.line, 1);
    assert.equal(new Set(plan.tasks.map((task) => task.id)).size, 2);
  });

  it('treats boxes under criteria headings as criteria, to the end of that section', () => {
    const plan = planOf([
      '## Phase 1: Notes service',
      '- [ ] 1.1 A task',
      '### Acceptance criteria',
      '- [ ] 1.1 works',
      '  - [ ] in every browser',
      '## Phase 2: More',
      '- [ ] 2.1 Another',
      '## Risks and mitigations',
      '- [ ] late delivery',
      '### Details',
      '- [ ] more',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ id, kind, phase }) => [id, kind, phase]),
      [
        ['1.1', 'task', '1'],
        ['criterion-1', 'criterion', '1'],
        ['2.1', 'task', '2'],
        ['criterion-2', 'criterion', ''],
        ['criterion-3', 'criterion', ''],
      ],
    );
    assert.deepEqual(
      plan.phases.map((phase) => phase.tasks),
      [['1.1'], ['2.1']],
    );
    assert.deepEqual(problems(plan), []);
  });

  it('makes a VERIFY item the gate of its phase, with the code span or verify: as its command', () => {
    const plan = planOf([
      '## Phase 2: X',
      '- [ ] 2.1 A',
      '- [ ] VERIFY 2: `npm run e2e`',
      '- [ ] **VERIFY 2.5**: look at it (verify: make check)',
      '- [ ] VERIFY that all is well',
      '- [ ] VERIFY: ``',
    ]);
    assert.deepEqual(
      plan.tasks.map(({ id, kind, verifyCommands }) => [id, kind, verifyCommands]),
      [
        ['2.1', 'task', []],
        ['VERIFY-2', 'verify', ['npm run e2e']],
        ['VERIFY-2.5', 'verify', ['make check']],
        ['VERIFY-2-2', 'verify', []],
        ['VERIFY-2-3', 'verify', []],
      ],
    );
  });

  it('says that there is no task, also when all boxes are criteria', () => {
    assert.deepEqual(problems(planOf(['# Empty'])), ['1:1-8 plan/no-tasks']);
    assert.deepEqual(problems(planOf(['# Notes', '- [ ] a'])), ['1:1-8 plan/no-tasks']);
    assert.deepEqual(problems(planOf([''])), ['1:1-1 plan/no-tasks']);
  });

  it('warns about an open task in a ticked group', () => {
    assert.deepEqual(problems(planOf(['- [x] 1.1 G', '  - [ ] 1.1.1 C'])), ['2:6-7 plan/open-child']);
  });

  it('reports a dialect that it does not know, and reads the file all the same', () => {
    const plan = parsePlan('- [ ] 1.1 A', { path: 'p.md', dialect: 'klingon' });
    assert.deepEqual(problems(plan), ['1:1-1 plan/unknown-dialect']);
    assert.equal(plan.tasks.length, 1);
    assert.deepEqual(problems(parsePlan('- [ ] 1.1 A', { path: 'p.md', dialect: 'native' })), []);
  });
});
