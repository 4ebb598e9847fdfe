import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { editorDiagnostics } from '../../../../src/core/graph/editorDiagnostics.ts';
import { waitingFor } from '../../../../src/core/graph/waiting.ts';
import { checked, placeOf, problems, textAt } from '../../../support/planText.ts';

describe('diagnostics for an editor', () => {
  it('tell a cycle at each of its dependencies, with the path', () => {
    const lines = [
      '- [ ] 1.1 A (depends: 1.3)',
      '- [ ] 1.2 B (depends: 1.1)',
      '- [ ] 1.3 C (depends: 9.9, 1.2)',
    ];
    const { plan, graph } = checked(lines);
    const found = editorDiagnostics(plan, graph);
    assert.deepEqual(problems({ diagnostics: found }), [
      '1:23-26 plan/cycle',
      '2:23-26 plan/cycle',
      '3:23-26 plan/unknown-dependency',
      '3:28-31 plan/cycle',
    ]);
    assert.match(found[0]?.message ?? '', /"1\.1" waits for "1\.3".*1\.1 → 1\.2 → 1\.3 → 1\.1/);
    assert.deepEqual(
      found[3]?.related?.map((place) => [placeOf(place), textAt(lines, place)]),
      [
        ['2:23-26', '1.1'],
        ['3:28-31', '1.2'],
        ['1:23-26', '1.3'],
      ],
    );
  });

  it('tell a cycle through the order of phases at the task', () => {
    const lines = ['## A', '- [ ] 1.1 A (depends: 2.1)', '## B', '- [ ] 2.1 B'];
    const { plan, graph } = checked(lines);
    assert.deepEqual(problems({ diagnostics: editorDiagnostics(plan, graph) }), [
      '2:23-26 plan/cycle',
      '4:7-10 plan/cycle',
    ]);
  });

  it('are those of the plan when there is no cycle', () => {
    const { plan, graph } = checked(['- [ ] 1.1 A (depends: 9.9)']);
    assert.equal(editorDiagnostics(plan, graph), plan.diagnostics);
  });
});

describe('what waits for a task', () => {
  it('is all behind it, through phases and groups, and itself', () => {
    const { graph } = checked([
      '## A',
      '- [ ] 1.1 A',
      '- [ ] 1.2 B (depends: 1.1)',
      '- [ ] 1.3 C',
      '## B',
      '- [ ] 2.1 D',
      '- [ ] 2.2 E (depends: none)',
    ]);
    const tasks = [...waitingFor(graph, '1.1')].filter((id) => !id.startsWith('barrier:'));
    assert.deepEqual(tasks.sort(), ['1.1', '1.2', '2.1']);
    assert.deepEqual([...waitingFor(graph, '2.2')], ['2.2']);
  });

  it('is known for the tasks of a cycle too', () => {
    const { graph } = checked(['- [ ] 1.1 A (depends: 1.2)', '- [ ] 1.2 B (depends: 1.1)']);
    assert.deepEqual([...waitingFor(graph, '1.1')].sort(), ['1.1', '1.2']);
  });
});
