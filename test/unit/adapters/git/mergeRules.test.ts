import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { findRule } from '../../../../src/adapters/git/mergeRules.ts';

describe('merge rules', () => {
  const none = { union: [], regenerate: {} };

  it('know the common lock files and changelogs in every folder', () => {
    assert.deepEqual(findRule(none, 'packages/.hidden/CHANGELOG.md'), { kind: 'union' });
    assert.equal(findRule(none, 'web/package-lock.json')?.kind, 'regenerate');
    assert.equal(findRule(none, 'src/index.ts'), null);
  });

  it('let the user’s rules win over the defaults', () => {
    const rules = { union: ['docs/**/*.md'], regenerate: { 'CHANGELOG.md': 'make changelog' } };
    assert.deepEqual(findRule(rules, 'CHANGELOG.md'), { kind: 'regenerate', command: 'make changelog' });
    assert.deepEqual(findRule(rules, 'docs/a/b.md'), { kind: 'union' });
    assert.equal(findRule(rules, 'other/docs/b.md'), null);
  });
});
