import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nextWake } from '../../../../src/core/engine/decide.ts';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { attempted, ended, landed, launched, startsOf, told } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { picture } from '../../../support/engine/picture.ts';
import { plan, settings, task, unattended } from '../../../support/engine/plans.ts';

const two = plan([task('1'), task('2')]);
const chain = plan([task('1'), task('2')], ['1 > 2']);
const need = { kind: 'review', message: '', request: null } as const;
const needed: RunEvent = { type: 'personNeeded', task: 'p/1', need };

function started(plans = [two], attended = false): Story {
  const story = new Story(plans, settings({}, { attended }));
  story.then();
  return story;
}

describe('the end of a run', () => {
  it('is done when all has landed or was skipped', () => {
    const story = started();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(story.then(), []);
    story.given({ type: 'taskSkipped', task: 'p/2' });
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'done' }]);
  });

  it('is failed when something failed, but not before the rest has landed', () => {
    const story = started();
    story.given(...attempted('1', { outcome: 'failed' }));
    assert.deepEqual(told(story.then()), ['taskFailed 1']);
    story.given(...attempted('2'), landed('2'));
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'failed' }]);
  });

  it('is at once for a plan in which all is done', () => {
    const done = plan([task('1', { satisfied: 'done in the plan' })]);
    assert.deepEqual(new Story([done]).then(), [{ type: 'runEnded', outcome: 'done' }]);
  });

  it('waits for people who can answer, and stops resumably when nobody can', () => {
    for (const attended of [true, false]) {
      const story = started([chain], attended);
      story.given(...attempted('1'), needed);
      const events = story.then();
      assert.deepEqual(events, attended ? [] : [{ type: 'runStopped', reason: 'waits for you: 1' }]);
    }
  });

  it('does not come while a task waits for its time', () => {
    const story = started([chain]);
    story.given(...attempted('1', { outcome: 'transient' }));
    assert.deepEqual(told(story.then()), ['retryScheduled 1']);
    assert.equal(nextWake(story.state, 0), 1_000);
  });
});

describe('a pause', () => {
  it('starts nothing, lets what runs end, and goes on where it was', () => {
    const story = started([chain]);
    story.given({ type: 'runPaused' }, ...attempted('1'));
    assert.deepEqual(told(story.then()), ['mergeQueued 1']);
    story.given(landed('1'));
    assert.deepEqual(story.then(), []);
    story.given({ type: 'runUnpaused' });
    assert.deepEqual(startsOf(story.then()), ['2']);
  });
});

describe('a drain', () => {
  it('lets what runs land, starts nothing new, and stops', () => {
    const story = started([chain]);
    story.given({ type: 'drainRequested' }, ...attempted('1'));
    assert.deepEqual(told(story.then()), ['mergeQueued 1']);
    story.given(landed('1'));
    assert.deepEqual(story.then(), [{ type: 'runStopped', reason: 'drained' }]);
    assert.equal(story.status('2'), 'ready');
  });

  it('asks for no wake-up for a task that waits: it is not woken', () => {
    const story = started();
    story.given(...attempted('1', { outcome: 'transient' }));
    story.then();
    story.given({ type: 'drainRequested' });
    assert.equal(nextWake(story.state, 5_000), null);
  });
});

describe('a stop', () => {
  it('waits for the agents to end and their work to be committed, and keeps the rest for the resume', () => {
    const story = started();
    story.given({ type: 'stopRequested', reason: 'stopped by you' }, launched('1'), launched('2'));
    assert.deepEqual(story.then(), []);
    story.given(...attempted('1', { outcome: 'interrupted' }), ...attempted('2'));
    assert.deepEqual(told(story.then()), ['taskRequeued 1', 'mergeQueued 2', 'runStopped']);
    story.given({ type: 'runResumed', ...unattended });
    assert.deepEqual(startsOf(story.then()), ['1']);
    assert.equal(story.status('2'), 'queued');
  });

  it('is not undone by anything that happens after it', () => {
    const story = started();
    story.given({ type: 'runStopped', reason: 'stopped by you' }, landed('1'));
    assert.deepEqual(story.then(), []);
  });
});

describe('an event of an owner that was replaced', () => {
  it('is dropped', () => {
    const story = started();
    story.append({ seq: 9, at: 0, generation: 2, type: 'runResumed', ...unattended });
    const before = picture(story.state);
    story.append({ seq: 9, at: 5, generation: 1, ...ended('1') });
    assert.deepEqual(picture(story.state), before);
  });
});

describe('a run over its budget', () => {
  it('starts nothing more, keeps what its agents did, and needs a person', () => {
    const story = new Story([plan([task('1'), task('2')], ['1 > 2'])], settings({}, { attended: true }));
    story.then();
    story.given(launched('1'), { type: 'budgetExceeded', reason: 'the budget is used up' });
    story.given(...attempted('1', { outcome: 'interrupted' }));
    assert.deepEqual(told(story.then()), ['personNeeded 1']);
    story.given({ type: 'taskApproved', task: 'p/1' }, landed('1'));
    assert.deepEqual(startsOf(story.then()), []);
  });
});
