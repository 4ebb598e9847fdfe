import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planOf, problems } from '../../../support/planText.ts';

describe('phases of a plan', () => {
  it('are the deepest headings above tasks, numbered by themselves or in order', () => {
    const plan = planOf([
      '# Title',
      'Intro.',
      '## Phase 3: Third',
      '- [ ] a',
      '## Unnumbered',
      '- [ ] b',
      '## 7. Seventh',
      '- [ ] c',
      '## Empty',
    ]);
    assert.deepEqual(
      plan.phases.map(({ id, title, line }) => [id, title, line]),
      [
        ['3', 'Third', 3],
        ['2', 'Unnumbered', 5],
        ['7', 'Seventh', 7],
      ],
    );
    assert.deepEqual([plan.title, plan.intro], ['Title', 'Intro.']);
  });

  it('are one when the plan has no headings', () => {
    const plan = planOf(['Some context.', '', '- [ ] a', '- [ ] b']);
    assert.deepEqual(
      plan.phases.map(({ id, line, tasks }) => [id, line, tasks]),
      [['1', 3, ['1.1', '1.2']]],
    );
    assert.equal(plan.intro, 'Some context.');
  });

  it('below a numbered heading carry its number, and depending on it means all of them', () => {
    const plan = planOf([
      '## Phase 1 [PARALLEL]',
      'For both.',
      '### Backend',
      '- [ ] a',
      '### Frontend',
      '- [ ] b',
      '## Phase 2',
      '- [ ] c (depends: phase 1)',
    ]);
    assert.deepEqual(
      plan.phases.map(({ id, mode, within }) => [id, mode, within]),
      [
        ['1.1', 'parallel', ['1']],
        ['1.2', 'parallel', ['1']],
        ['2', 'default', []],
      ],
    );
    assert.deepEqual(problems(plan), []);
  });

  it('get another number when theirs is taken, with a warning', () => {
    const plan = planOf(['## Phase 1', '- [ ] a', '## Phase 1', '- [ ] b']);
    assert.deepEqual(
      plan.phases.map((phase) => phase.id),
      ['1', '2'],
    );
    assert.deepEqual(problems(plan), ['3:4-11 plan/duplicate-phase']);
  });

  it('take markers and pipeline starts from the heading or a line below it', () => {
    const plan = planOf([
      '## Phase 1: A [PARALLEL] [SYNC]',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '## Phase 2: B (pipeline-start: 1.1)',
      '- [ ] 2.1 c',
      '## Phase 3: C [SEQUENTIAL]',
      '**pipeline-start:** when 1.1, 1.2 complete',
      '',
      '- [ ] 3.1 d',
    ]);
    assert.deepEqual(
      plan.phases.map(({ title, mode, sync, pipelineStart }) => ({
        title,
        mode,
        sync,
        start: pipelineStart?.map((dependency) => (dependency.kind === 'task' ? dependency.id : '')) ?? null,
      })),
      [
        { title: 'A', mode: 'parallel', sync: true, start: null },
        { title: 'B', mode: 'default', sync: false, start: ['1.1'] },
        { title: 'C', mode: 'sequential', sync: false, start: ['1.1', '1.2'] },
      ],
    );
  });

  it('follow Execution Notes, which keep their reason', () => {
    const plan = planOf([
      '# T',
      '**Execution Note:** Phases 2-3 are [PARALLEL] - no shared code. Phase 1 is [SEQUENTIAL] - one schema',
      '',
      '## Phase 1',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '## Phase 2',
      '**Execution Note:** Tasks 1.1-1.2, 2.1 are [SEQUENTIAL] - same file',
      '',
      '- [ ] 2.1 a',
      '## Phase 3',
      '- [ ] 3.1 a',
      '',
      '**Execution Note:** this phase is [SYNC] - the rest needs it',
    ]);
    assert.deepEqual(
      plan.phases.map(({ mode, sync, note }) => [mode, sync, note]),
      [
        ['sequential', false, 'one schema'],
        ['parallel', false, 'no shared code.'],
        ['parallel', true, 'the rest needs it'],
      ],
    );
    assert.deepEqual(
      plan.notes.map(({ mode, reason, tasks }) => [mode, reason, tasks.length]),
      [['sequential', 'same file', 3]],
    );
    assert.deepEqual(problems(plan), []);
  });
});
