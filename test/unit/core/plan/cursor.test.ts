import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { attributeKeyAt, expectedAt } from '../../../../src/core/plan/cursor.ts';

/** What is expected at `|`, as `kind key "replaced" others`. */
function at(marked: string): string | null {
  const offset = marked.indexOf('|');
  const line = marked.replace('|', '');
  const expected = expectedAt(line, offset);
  if (expected === null) return null;
  const replaced = `"${line.slice(expected.from, expected.to)}"`;
  switch (expected.kind) {
    case 'reference':
      return ['reference', replaced, ...expected.others].join(' ');
    case 'key':
      return `key ${replaced}`;
    case 'value':
      return `value ${expected.key} ${replaced}`;
  }
}

describe('what can be written at a place', () => {
  it('is an id behind depends, in the words that it has', () => {
    assert.equal(at('- [ ] 2.2 B (depends: |'), 'reference ""');
    assert.equal(at('- [ ] 2.2 B (depends: 2.1,|)'), 'reference "" 2.1');
    assert.equal(at('- [ ] 2.2 B (after: 1.1, 2|.1, 3.1) (agent: x)'), 'reference "2.1" 1.1 3.1');
    assert.equal(at('  - blocked by: 1.1; |'), 'reference "" 1.1');
    assert.equal(at('  depends:|'), 'reference ""');
    assert.equal(at('## Phase 2 (pipeline-start: 1|)'), 'reference "1"');
  });

  it('is a key at the start of a group, or below a task', () => {
    assert.equal(at('- [ ] 2.2 B (|'), 'key ""');
    assert.equal(at('- [ ] 2.2 B (dep|)'), 'key "dep"');
    assert.equal(at('  - ag|'), 'key "ag"');
  });

  it('is a value behind another key', () => {
    assert.equal(at('- [ ] 2.2 B (agent: co|dex)'), 'value agent "codex"');
    assert.equal(at('  - priority: |'), 'value priority ""');
    assert.equal(at('- [ ] A (files: src/a.ts, src/|)'), 'value files "src/"');
  });

  it('is nothing in ordinary text and in code', () => {
    for (const text of [
      'A paragraph (depends: |',
      '- [ ] 2.2 B|',
      '- [ ] 2.2 B (see: |)',
      '- [ ] 2.2 B (done) and |',
      '- [ ] 2.2 B `f(|)`',
      '## Phase 2 (agent: |)',
      '- de|pends: 1.1',
    ]) {
      assert.equal(at(text), null, text);
    }
  });

  it('is told of the key of an attribute', () => {
    const line = '- [ ] 2.2 B (blocked by: 1.1) (agent: x)';
    assert.deepEqual(attributeKeyAt(line, 15), { key: 'depends', from: 13, to: 23 });
    assert.deepEqual(attributeKeyAt('  - agent: x', 5), { key: 'agent', from: 4, to: 9 });
    assert.equal(attributeKeyAt(line, 26), null);
    assert.equal(attributeKeyAt(line, 8), null);
  });
});
