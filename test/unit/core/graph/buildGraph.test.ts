import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checked, edgesOf, problems } from '../../../support/planText.ts';

describe('the order of a plan', () => {
  it('has each phase wait for the one before, through a barrier', () => {
    const { graph } = checked(['## A', '- [ ] 1.1 a', '- [ ] 1.2 b', '## B', '- [ ] 2.1 c', '- [ ] 2.2 d']);
    assert.deepEqual(edgesOf(graph), [
      '1.1 phase barrier:1',
      '1.2 phase barrier:1',
      'barrier:1 phase 2.1',
      'barrier:1 phase 2.2',
    ]);
    assert.deepEqual(graph.waves, [
      ['1.1', '1.2'],
      ['2.1', '2.2'],
    ]);
  });

  it('stays linear between large phases', () => {
    const phase = (number: number): string[] => [
      `## Phase ${String(number)}`,
      ...Array.from({ length: 50 }, (_, index) => `- [ ] ${String(number)}.${String(index + 1)} t`),
    ];
    assert.equal(checked([...phase(1), ...phase(2)]).graph.edges.length, 100);
  });

  it('has a task with depends wait for exactly those', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '## B',
      '- [ ] 2.1 c (depends: 1.2)',
      '- [ ] 2.2 d (depends: none)',
    ]);
    assert.deepEqual(edgesOf(graph), ['1.2 depends 2.1']);
  });

  it('lets neighbouring [PARALLEL] phases run together, and the next wait for all of them', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 a',
      '## B [PARALLEL]',
      '- [ ] 2.1 b',
      '## C [PARALLEL]',
      '- [ ] 3.1 c',
      '## D',
      '- [ ] 4.1 d',
    ]);
    assert.deepEqual(edgesOf(graph), ['1.1 phase 2.1', '1.1 phase 3.1', '2.1 phase 4.1', '3.1 phase 4.1']);
  });

  it('has the tasks of a [SEQUENTIAL] phase follow each other, beside what they depend on', () => {
    const { graph } = checked([
      '## A [SEQUENTIAL]',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b (depends: none)',
      '- [ ] 1.3 G',
      '  - [ ] 1.3.1 c',
    ]);
    assert.deepEqual(edgesOf(graph), ['1.3.1 parent 1.3', '1.1 sequential 1.2', '1.2 sequential 1.3.1']);
  });

  it('keeps everything of its phase away from a [SEQUENTIAL] task, without turning dependencies round', () => {
    const { graph } = checked([
      '- [ ] 1.1 a (depends: 1.3)',
      '- [ ] 1.2 b',
      '- [ ] 1.3 c [SEQUENTIAL]',
      '- [ ] 1.4 d',
    ]);
    assert.deepEqual(graph.cycles, []);
    assert.deepEqual(graph.waves, [['1.2'], ['1.3'], ['1.1', '1.4']]);
  });

  it('has nothing start after a [SYNC] phase before all up to it has landed, checks included', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 a',
      '- [ ] VERIFY 1: `x`',
      '## B [SYNC]',
      '- [ ] 2.1 b (depends: none)',
      '## C',
      '- [ ] 3.1 c (depends: none)',
      '- [ ] 3.2 d',
    ]);
    assert.deepEqual(graph.waves, [['1.1', '2.1'], ['VERIFY-1'], ['3.1', '3.2']]);
  });

  it('reports a task that depends on what comes after its [SYNC]', () => {
    const { plan, graph } = checked(['## A [SYNC]', '- [ ] 1.1 a (depends: 2.1)', '## B', '- [ ] 2.1 b']);
    assert.deepEqual(problems(plan), ['2:23-26 plan/sync-order']);
    assert.deepEqual(graph.cycles, []);
    const later = checked(['## A', '- [ ] 1.1 a (depends: 2.1)', '## B [SYNC]', '- [ ] 2.1 b']);
    assert.deepEqual(problems(later.plan), ['2:23-26 plan/sync-order']);
  });

  it('starts a phase at its pipeline start', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '## B (pipeline-start: 1.1)',
      '- [ ] 2.1 c',
      '## C',
      '- [ ] 3.1 d',
    ]);
    assert.deepEqual(edgesOf(graph), ['1.1 pipeline 2.1', '2.1 phase 3.1']);
  });

  it('runs VERIFY in the background unless it is blocking or named', () => {
    const lines = [
      '## A',
      '- [ ] 1.1 a',
      '- [ ] VERIFY 1: `x`',
      '## B',
      '- [ ] 2.1 b',
      '- [ ] 2.2 c (depends: phase 1)',
    ];
    assert.deepEqual(checked(lines).graph.waves, [['1.1'], ['VERIFY-1', '2.1'], ['2.2']]);
    assert.deepEqual(checked(['---', 'verify: blocking', '---', ...lines]).graph.waves, [
      ['1.1'],
      ['VERIFY-1'],
      ['2.1', '2.2'],
    ]);
  });

  it('looks past a phase of nothing but background checks', () => {
    const { graph } = checked(['## A', '- [ ] 1.1 a', '## B', '- [ ] VERIFY: `x`', '## C', '- [ ] 3.1 c']);
    assert.deepEqual(edgesOf(graph), ['1.1 phase 3.1']);
  });

  it('has those that depend on a group wait for all its children', () => {
    const { graph } = checked([
      '- [ ] 1.1 G',
      '  - [ ] 1.1.1 a',
      '  - [ ] 1.1.2 b (depends: 1.1.1)',
      '- [ ] 1.2 c (depends: 1.1)',
    ]);
    assert.deepEqual(graph.waves, [['1.1.1'], ['1.1.2'], ['1.2']]);
  });

  it('keeps the reason of an Execution Note on its edges', () => {
    const { graph } = checked([
      '**Execution Note:** Tasks 1.1-1.3 are [SEQUENTIAL] - same table',
      '',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '- [ ] 1.3 c',
      '- [ ] 1.4 d',
    ]);
    assert.deepEqual(graph.edges, [
      { from: '1.1', to: '1.2', why: 'sequential', note: 'same table' },
      { from: '1.2', to: '1.3', why: 'sequential', note: 'same table' },
    ]);
  });

  it('lets a noted range of a [SEQUENTIAL] phase run side by side', () => {
    const { graph } = checked([
      '## A [SEQUENTIAL]',
      '**Execution Note:** Tasks 1.2-1.3 are [PARALLEL] - different files',
      '',
      '- [ ] 1.1 a',
      '- [ ] 1.2 b',
      '- [ ] 1.3 c',
      '- [ ] 1.4 d',
    ]);
    assert.deepEqual(graph.waves, [['1.1'], ['1.2', '1.3'], ['1.4']]);
  });

  it('takes done and skipped tasks as landed, and criteria as nothing', () => {
    const { graph } = checked([
      '## A',
      '- [x] 1.1 a',
      '- [-] 1.2 b (depends: 1.3)',
      '- [ ] 1.3 c',
      '## B',
      '- [ ] 2.1 d (depends: 1.1, 1.2)',
      '## Notes',
      '- [ ] e',
    ]);
    assert.deepEqual(graph.waves, [['1.3', '2.1']]);
    assert.equal(graph.nodes.length, 4);
  });

  it('weighs the critical path by estimates', () => {
    const { graph } = checked([
      '- [ ] 1.1 a (estimate: 5m)',
      '- [ ] 1.2 b (depends: 1.1) (estimate: 5m)',
      '- [ ] 1.3 c (depends: 1.2) (estimate: 5m)',
      '- [ ] 1.4 d (estimate: 10m)',
      '- [ ] 1.5 e (depends: 1.4) (estimate: 10m)',
    ]);
    assert.deepEqual(graph.criticalPath, ['1.4', '1.5']);
  });
});

describe('cycles of a plan', () => {
  it('are told as a path, once each, at the dependency that closes them', () => {
    const { plan, graph } = checked([
      '- [ ] 1.1 a (depends: 1.3)',
      '- [ ] 1.2 b (depends: 1.1)',
      '- [ ] 1.3 c (depends: 1.2)',
      '- [ ] 1.4 d (depends: 1.4)',
    ]);
    assert.deepEqual(graph.cycles, [
      ['1.1', '1.2', '1.3', '1.1'],
      ['1.4', '1.4'],
    ]);
    assert.deepEqual(problems(plan), ['1:23-26 plan/cycle', '4:23-26 plan/cycle']);
    assert.match(plan.diagnostics[0]?.message ?? '', /1\.1 → 1\.2 → 1\.3 → 1\.1/);
    assert.deepEqual([graph.waves, graph.criticalPath], [[], []]);
  });

  it('through barriers leave these out', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 a (depends: 2.1)',
      '- [ ] 1.2 b',
      '## B',
      '- [ ] 2.1 c',
      '- [ ] 2.2 d',
    ]);
    assert.deepEqual(graph.cycles, [['1.1', '2.1', '1.1']]);
    assert.deepEqual(checked(['- [ ] 1.1 a (depends: phase 1)', '- [ ] 1.2 b']).graph.cycles, [
      ['1.1', '1.1'],
    ]);
  });

  it('and chains of 10,000 tasks need no stack', () => {
    const chain = (closing: string): string[] =>
      Array.from(
        { length: 10_000 },
        (_, index) =>
          `- [ ] T${String(index + 1)} t (depends: ${index === 0 ? closing : `T${String(index)}`})`,
      );
    assert.equal(checked(chain('none')).graph.criticalPath.length, 10_000);
    assert.equal(checked(chain('T10000')).graph.cycles[0]?.length, 10_001);
  });
});
