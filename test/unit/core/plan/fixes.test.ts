import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/core/plan/edits.ts';
import { fixesFor } from '../../../../src/core/plan/fixes.ts';
import { checked } from '../../../support/planText.ts';

/** Each fix of the first diagnostic with this code: its title, and the file after it. */
function fixes(code: string, lines: readonly string[]): Map<string, readonly string[]> {
  const { plan } = checked(lines);
  const diagnostic = plan.diagnostics.find((candidate) => candidate.code === code);
  assert.ok(diagnostic, `no ${code} in ${JSON.stringify(plan.diagnostics)}`);
  const found = fixesFor(diagnostic, { plan, lineAt: (line) => lines[line - 1] ?? '' });
  return new Map(found.map(({ title, edits }) => [title, applyEdits(lines.join('\n'), edits).split('\n')]));
}

const unknown = 'plan/unknown-dependency';

describe('fixes of a plan', () => {
  it('change an unknown id to the one that was meant, first', () => {
    const found = fixes(unknown, ['- [ ] auth-1 A', '- [ ] auth-2 B (depends: auht-1)']);
    assert.deepEqual(
      [...found.keys()],
      ['Change to "auth-1"', 'Remove the dependency on "auht-1"', 'Add a task "auht-1"'],
    );
    assert.deepEqual(found.get('Change to "auth-1"')?.[1], '- [ ] auth-2 B (depends: auth-1)');
  });

  it('remove one dependency of several with its comma', () => {
    const removed = (line: string) =>
      fixes(unknown, ['- [ ] 1.1 A', '- [ ] 1.2 B', line]).get('Remove the dependency on "9.9"')?.[2];
    assert.equal(
      removed('- [ ] 1.3 C (depends: 1.1, 9.9) (agent: x)'),
      '- [ ] 1.3 C (depends: 1.1) (agent: x)',
    );
    assert.equal(removed('- [ ] 1.3 C (depends: 9.9, 1.1)'), '- [ ] 1.3 C (depends: 1.1)');
    assert.equal(removed('- [ ] 1.3 C (depends: 1.1 and 9.9)'), '- [ ] 1.3 C (depends: 1.1)');
    assert.equal(removed('- [ ] 1.3 C (depends: 1.1, 9.9, 1.2)'), '- [ ] 1.3 C (depends: 1.1, 1.2)');
  });

  it('remove the attribute with its only dependency', () => {
    const title = 'Remove the dependency on "9.9"';
    const inline = fixes(unknown, ['- [ ] 1.1 A (depends: 9.9) (agent: x)']);
    assert.deepEqual(inline.get(title), ['- [ ] 1.1 A (agent: x)']);
    const below = fixes(unknown, ['- [ ] 1.1 A', '  - depends: 9.9', '  text']);
    assert.deepEqual(below.get(title), ['- [ ] 1.1 A', '  text']);
  });

  it('add the missing task below its siblings, or above the one that names it', () => {
    const lines = ['## A', '* [ ] 1.1 A', '  text', '## B', '* [ ] 2.1 B (depends: 1.2, X7)'];
    assert.deepEqual(fixes(unknown, lines).get('Add a task "1.2"'), [
      ...lines.slice(0, 3),
      '* [ ] 1.2 Describe the task',
      ...lines.slice(3),
    ]);
    const other = ['## B', '- [ ] 2.1 B (depends: X7)'];
    assert.deepEqual(fixes(unknown, other).get('Add a task "X7"'), [
      '## B',
      '- [ ] X7 Describe the task',
      '- [ ] 2.1 B (depends: X7)',
    ]);
  });

  it('renumber the second task of two with one id', () => {
    const lines = ['- [ ] T001 A', '- [ ] T002 B', '- [ ] T001 C'];
    assert.deepEqual(
      [...fixes('plan/duplicate-id', lines)],
      [['Renumber to "T003"', ['- [ ] T001 A', '- [ ] T002 B', '- [ ] T003 C']]],
    );
  });

  it('break a cycle at the dependency', () => {
    const lines = ['- [ ] 1.1 A (depends: 1.2)', '- [ ] 1.2 B (depends: 1.1)'];
    assert.deepEqual(
      [...fixes('plan/cycle', lines)],
      [['Break the cycle here: remove "1.2"', ['- [ ] 1.1 A', '- [ ] 1.2 B (depends: 1.1)']]],
    );
  });

  it('are none where nothing certain can be written', () => {
    assert.deepEqual([...fixes('plan/no-tasks', ['text'])], []);
    assert.deepEqual(
      [...fixes(unknown, ['- [ ] 1.1 A (depends: the parser)']).keys()],
      ['Remove the dependency on "the parser"'],
    );
  });
});
