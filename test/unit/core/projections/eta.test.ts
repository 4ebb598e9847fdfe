import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { etaOf, forecastLeft } from '../../../../src/core/projections/eta.ts';
import { attempted, landed } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { barrier, plan, settings, task } from '../../../support/engine/plans.ts';

/** Three tasks of a minute, one at a time; the first took two minutes. */
function halfway(): Story {
  const story = new Story([plan([task('1'), task('2'), task('3')])], settings({ run: 1 }));
  story.then();
  story.at(120_000).given(...attempted('1'));
  story.then();
  story.given(landed('1'));
  return story;
}

describe('the expected end of a run', () => {
  it('is not known before the first task has landed', () => {
    const story = new Story([plan([task('1')])]);
    assert.equal(etaOf(story.state, 0), null);
  });

  it('counts what is left as long as the landed tasks took against their estimates', () => {
    const story = halfway();
    assert.equal(etaOf(story.state, 120_000)?.at, 120_000 + 2 * 120_000);
  });

  it('counts nothing for a task that was cancelled', () => {
    const story = halfway();
    story.given({ type: 'taskCancelled', task: 'p/3' });
    assert.equal(etaOf(story.state, 120_000)?.at, 120_000 + 120_000);
  });

  it('is as much later as a provider stays closed, and as the next attempt of a task is put off', () => {
    const story = halfway();
    story.given({ type: 'windowClosed', provider: 'local', until: 3_720_000 });
    assert.equal(etaOf(story.state, 120_000)?.at, 3_720_000 + 2 * 120_000);
    story.given({ type: 'windowOpened', provider: 'local' });
    story.given({ type: 'taskCancelled', task: 'p/3' });
    story.given(...attempted('2', { outcome: 'failed', reason: 'the server hung up' }));
    const later = { type: 'retryScheduled', task: 'p/2', cause: 'transient', reason: 'hung up' } as const;
    story.given({ ...later, until: 400_000 });
    assert.equal(etaOf(story.state, 120_000)?.at, 400_000 + 120_000);
  });

  it('is told of thousands of tasks, with what is around them', () => {
    const ids = Array.from({ length: 2_001 }, (_, index) => String(index));
    const story = new Story(
      [plan([...ids.map((id) => task(id)), barrier('b')])],
      settings({ run: 2_001, default: 2_001 }),
    );
    assert.equal(forecastLeft(story.state, 0)?.wallMs, 60_000);
  });

  it('is not known while all that is left waits for a person', () => {
    const story = halfway();
    story.then();
    story.given({
      type: 'personNeeded',
      task: 'p/2',
      need: { kind: 'question', message: 'Which?', request: null },
    });
    assert.equal(story.status('3'), 'ready');
    assert.notEqual(etaOf(story.state, 120_000), null);
    story.given({ type: 'taskCancelled', task: 'p/3' });
    assert.equal(etaOf(story.state, 120_000), null);
  });

  it('is not known while a person holds back the last one in the merge queue', () => {
    const story = halfway();
    story.given({ type: 'taskCancelled', task: 'p/3' });
    story.then();
    story.at(180_000).given(...attempted('2'));
    story.then();
    assert.notEqual(etaOf(story.state, 180_000), null);
    story.given({ type: 'entryHeld', task: 'p/2' });
    assert.equal(etaOf(story.state, 180_000), null);
  });
});
