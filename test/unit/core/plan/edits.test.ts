import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits, renameId, tickBox } from '../../../../src/core/plan/edits.ts';
import { parsePlan } from '../../../../src/core/plan/parsePlan.ts';
import { taskOf } from '../../../support/planText.ts';

describe('edits of a plan', () => {
  it('tick a box by one character, whatever the line ends and marks of the file', () => {
    const text = '\uFEFF# T\r\n\r\n* [ ] 1.1 A\r\n  - [ ] step\r\n* [ ] 1.2 B\r\n';
    const plan = parsePlan(text, { path: 'p.md' });
    const edits = [tickBox(taskOf(plan, '1.2')), tickBox(taskOf(plan, '1.1'))];
    assert.equal(applyEdits(text, edits), '\uFEFF# T\r\n\r\n* [x] 1.1 A\r\n  - [ ] step\r\n* [x] 1.2 B\r\n');
  });

  it('rename an id where it stands and wherever it is named', () => {
    const text =
      '- [ ] 1.1 A\n- [ ] 1.2 B (depends: `1.1`)\n- [ ] 1.3 C (after: 1.1-1.2, 1.11)\n- [ ] 1.11 D (after: tasks 1.2-1.1)';
    const plan = parsePlan(text, { path: 'p.md' });
    assert.equal(
      applyEdits(text, renameId(plan, '1.1', 'base-1')),
      '- [ ] base-1 A\n- [ ] 1.2 B (depends: `base-1`)\n- [ ] 1.3 C (after: base-1-1.2, 1.11)\n- [ ] 1.11 D (after: tasks 1.2-base-1)',
    );
  });

  it('at places that are not in the text go to its end', () => {
    assert.equal(applyEdits('a', [{ line: 9, column: 9, endLine: 9, endColumn: 9, newText: 'b' }]), 'ab');
  });
});
