import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fixedPart } from '../../../../src/vscode/manifest/planSigns.ts';

describe('A glob of plans', () => {
  it('is told by what stands before its first wildcard', () => {
    assert.equal(fixedPart('PLAN.md'), 'PLAN.md');
    assert.equal(fixedPart('docs/plans/**/*.md'), 'docs/plans');
    assert.equal(fixedPart('.kiro/specs/*/tasks.md'), '.kiro/specs');
    assert.equal(fixedPart('work/{todo,done}/*.md'), 'work');
    assert.equal(fixedPart('**/*.plan.md'), '');
  });
});
