import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { landingRemarks } from '../../../../src/core/engine/landingRemarks.ts';
import { isTask, nodeOf } from '../../../../src/core/engine/nodes.ts';
import { plan, settings, task } from '../../../support/engine/plans.ts';
import { Story } from '../../../support/engine/journal.ts';

function remarksOf(changed: readonly string[], settled: readonly string[] = []): readonly string[] {
  const story = new Story([plan([task('1', { gate: ['node scripts/check.js'] })])], settings());
  const node = nodeOf(story.state, 'p/1');
  node.changed = changed;
  assert.ok(isTask(node));
  return landingRemarks(node, settled).map((event) => (event.type === 'decisionMade' ? event.what : ''));
}

describe('What is remarked at a landing', () => {
  it('is nothing for an ordinary change', () => {
    assert.deepEqual(remarksOf(['src/a.ts', 'scripts/other.js']), []);
  });

  it('is that a task changed its own gate: the configuration, CI, or a file that the command names', () => {
    const files = ['tutti.json', '.github/workflows/ci.yml', 'scripts/check.js', 'docs/tutti.json'];
    assert.deepEqual(remarksOf(files), [
      'changed its own gate: tutti.json, .github/workflows/ci.yml, scripts/check.js',
    ]);
  });

  it('is what a merge rule settled', () => {
    assert.deepEqual(remarksOf([], ['CHANGELOG.md (union)']), ['settled a conflict: CHANGELOG.md (union)']);
  });
});
