import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import type { RunTask } from '../../../../src/core/engine/runPlan.ts';
import {
  attempted,
  committed,
  conflicted,
  ended,
  gateRejected,
  landed,
  launched,
  startsOf,
  told,
} from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { agent, plan, settings, task, unattended } from '../../../support/engine/plans.ts';

function storyOf(about: Partial<RunTask> = {}): Story {
  const story = new Story([plan([task('1', about)])], settings({}, { attended: true }));
  story.then();
  return story;
}

function whatFollows(about: Partial<RunTask>, ...events: readonly RunEvent[]): RunEvent | undefined {
  return storyOf(about)
    .given(...events)
    .then()[0];
}

describe('an attempt that ended', () => {
  it('goes to the merge queue when it finished', () => {
    assert.deepEqual(whatFollows({}, ...attempted('1')), {
      type: 'mergeQueued',
      task: 'p/1',
      commit: 'work-1',
    });
  });

  for (const [outcome, reason] of [
    ['failed', 'the agent failed'],
    ['timedOut', 'the attempt took too long'],
  ] as const) {
    it(`fails its task at once when it ${outcome === 'failed' ? 'failed' : 'took too long'}`, () => {
      const event = whatFollows({}, ...attempted('1', { outcome }));
      assert.deepEqual(event, { type: 'taskFailed', task: 'p/1', reason });
    });
  }

  it('is tried again when it was interrupted, and that is not counted', () => {
    const story = storyOf();
    for (let attempt = 1; attempt <= 10; attempt++) {
      story.given(...attempted('1', { attempt, outcome: 'interrupted' }));
      assert.deepEqual(told(story.then()), ['taskRequeued 1', 'attemptStarted 1']);
    }
  });

  it('needs a person when its own budget is used up', () => {
    const event = whatFollows({}, ...attempted('1', { outcome: 'overBudget' }));
    assert.equal(event?.type === 'personNeeded' && event.need.kind, 'budget');
  });

  const suspicious: readonly (readonly [string, readonly RunEvent[], Partial<RunTask>])[] = [
    ['was denied tools and no gate checks it', attempted('1', { denied: ['Bash: rm'] }), { gate: [] }],
    [
      'changed nothing and no gate checks that',
      [launched('1'), ended('1'), committed('1', { changes: false })],
      { gate: [] },
    ],
    [
      'left files that are too large',
      [launched('1'), ended('1'), committed('1', { tooLarge: ['a.bin'] })],
      {},
    ],
  ];
  for (const [what, events, about] of suspicious) {
    it(`needs a person when it ${what}`, () => {
      const event = whatFollows(about, ...events);
      assert.equal(event?.type === 'personNeeded' && event.need.kind, 'suspicious');
    });
  }

  it('lets the gate decide about one that changed nothing or was denied tools', () => {
    assert.equal(whatFollows({}, ...attempted('1', { denied: ['Bash: rm'] }))?.type, 'mergeQueued');
    const unchanged = [launched('1'), ended('1'), committed('1', { changes: false })];
    assert.equal(whatFollows({}, ...unchanged)?.type, 'mergeQueued');
  });

  it('ends its task as a person wished, once it has stopped', () => {
    for (const [as, type] of [
      ['skipped', 'taskSkipped'],
      ['cancelled', 'taskCancelled'],
    ] as const) {
      const wish: RunEvent = { type: 'endRequested', task: 'p/1', as };
      const events = [launched('1'), wish, ended('1', { outcome: 'interrupted' }), committed('1')];
      assert.equal(whatFollows({}, ...events)?.type, type);
    }
  });

  it('forgets such a wish when the task is retried', () => {
    const story = storyOf();
    const need = { kind: 'suspicious', message: '', request: null } as const;
    story.given(
      launched('1'),
      { type: 'endRequested', task: 'p/1', as: 'skipped' },
      ended('1', { outcome: 'interrupted' }),
      { type: 'personNeeded', task: 'p/1', need },
      { type: 'taskRetried', task: 'p/1', note: null },
    );
    story.then();
    story.given(...attempted('1', { attempt: 2 }));
    assert.deepEqual(told(story.then()), ['mergeQueued 1']);
  });

  it('does not count when it is heard of a second time, or after the next one has started', () => {
    const usage = { inputTokens: 5, outputTokens: 2, cachedTokens: 0, costUsd: 1, contextUsed: null };
    const story = storyOf();
    story.given(launched('1'), ended('1', { usage }), ended('1', { usage }));
    assert.equal(story.state.usage.costUsd, 1);
    story.given(committed('1'), gateRejected('1'));
    story.then();
    story.given(launched('1', 2), ended('1', { usage }));
    assert.deepEqual([story.status('1'), story.state.usage.costUsd], ['running', 1]);
  });

  it('leaves nothing to go on with when it never got a slot', () => {
    const story = storyOf();
    story.given(ended('1', { outcome: 'transient' }), committed('1', { changes: false, commit: 'base' }));
    assert.equal(story.state.nodes.get('p/1')?.commit, null);
  });
});

describe('a transient failure', () => {
  function delays(random: number): readonly (number | string)[] {
    const story = storyOf();
    story.random = random;
    const found: (number | string)[] = [];
    for (let attempt = 1; attempt <= 5; attempt++) {
      const outcome = attempt % 2 === 0 ? 'crashed' : 'transient';
      story.given(...attempted('1', { attempt, outcome }));
      const [event] = story.then();
      if (event?.type !== 'retryScheduled') return [...found, event?.type ?? 'nothing'];
      found.push(event.until - story.now);
      story.at(event.until).then();
    }
    return found;
  }

  it('is retried three times after 2, 4 and 8 seconds less a jitter of up to a half, then the task fails', () => {
    assert.deepEqual(delays(0), [1_000, 2_000, 4_000, 'taskFailed']);
    assert.deepEqual(delays(0.5), [1_500, 3_000, 6_000, 'taskFailed']);
  });

  it('waits without a place in the limits, and starts not before its time', () => {
    const story = storyOf();
    story.given(...attempted('1', { outcome: 'transient' }));
    story.then();
    assert.deepEqual([story.status('1'), story.state.active.size], ['waiting', 0]);
    assert.deepEqual(story.at(999).then(), []);
    assert.deepEqual(told(story.at(1_000).then()), ['taskRequeued 1', 'attemptStarted 1']);
  });

  it('has its counter reset when a person retries the task', () => {
    const story = storyOf();
    for (let attempt = 1; attempt <= 4; attempt++) {
      story.given(...attempted('1', { attempt, outcome: 'transient' }));
      story.then();
      story.at(story.now + 60_000).then();
    }
    assert.equal(story.status('1'), 'failed');
    story.given({ type: 'taskRetried', task: 'p/1', note: null });
    story.given({ type: 'runResumed', ...unattended, attended: true });
    story.then();
    story.given(...attempted('1', { attempt: 5, outcome: 'transient' }));
    assert.equal(story.then()[0]?.type, 'retryScheduled');
  });
});

describe('a failed gate', () => {
  it('is repaired as often as the task says, in the same slot, then the task fails', () => {
    const story = storyOf({ retries: 2 });
    for (let attempt = 1; attempt <= 3; attempt++) {
      story.given(...attempted('1', { attempt }));
      assert.deepEqual(told(story.then()), ['mergeQueued 1']);
      story.given(gateRejected('1'));
      const started = story.then().find((event) => event.type === 'attemptStarted');
      if (attempt < 3) assert.deepEqual([started?.cause, started?.slot], ['repair', 'slot-1']);
    }
    assert.deepEqual(story.state.nodes.get('p/1')?.status, {
      name: 'failed',
      reason: 'the gate `check` failed after 2 repairs',
    });
  });

  it('takes back an approval: what lands is what was reviewed', () => {
    const story = storyOf({ review: 'human' });
    story.given(...attempted('1'));
    story.then();
    const need = { kind: 'review', message: '', request: null } as const;
    story.given({ type: 'personNeeded', task: 'p/1', need }, { type: 'taskApproved', task: 'p/1' });
    assert.equal(story.state.nodes.get('p/1')?.approved, true);
    story.given(gateRejected('1'));
    assert.equal(story.state.nodes.get('p/1')?.approved, false);
  });
});

describe('a conflict', () => {
  it('goes to the agent once, then to a person, while everything else goes on', () => {
    const story = new Story([plan([task('1'), task('2')])], settings({ run: 1 }, { attended: true }));
    story.then();
    story.given(...attempted('1'));
    story.then();
    story.given(conflicted('1'), ...attempted('2'), landed('2'));
    const started = story.then().find((event) => event.type === 'attemptStarted');
    assert.deepEqual([started?.task, started?.cause], ['p/1', 'conflict']);
    story.given(...attempted('1', { attempt: 2 }));
    story.then();
    story.given(conflicted('1'));
    const [event] = story.then();
    assert.equal(event?.type === 'personNeeded' && event.need.kind, 'conflict');
  });

  it('needs a person when its markers are still in the files', () => {
    const left = committed('1', { unresolved: ['a.ts'] });
    const event = whatFollows({}, launched('1'), ended('1'), left);
    assert.equal(event?.type === 'personNeeded' && event.need.kind, 'conflict');
  });
});

describe('a rate limit', () => {
  const north = { agent: agent({ provider: 'north' }) };
  const four = plan([task('1', north), task('2', north), task('3', north), task('s')]);

  function limited(): Story {
    const story = new Story([four], settings({ run: 3 }));
    story.then();
    return story.given(...attempted('1', { outcome: 'rateLimited', resetAt: 600_000 }));
  }

  it('closes its provider until the reset, while others go on', () => {
    const story = limited();
    assert.deepEqual(told(story.then()), ['windowClosed', 'retryScheduled 1', 'attemptStarted s']);
    assert.equal(story.status('1'), 'waiting');
    story.given(...attempted('2'), landed('2'), ...attempted('s'), landed('s'));
    assert.deepEqual(startsOf(story.at(599_999).then()), []);
  });

  it('opens it one by one', () => {
    const story = limited();
    story.then();
    story.given(
      ...attempted('2', { outcome: 'rateLimited', resetAt: 600_000 }),
      ...attempted('3'),
      landed('3'),
    );
    story.then();
    assert.deepEqual(startsOf(story.at(600_000).then()), ['1']);
    assert.deepEqual(startsOf(story.at(619_999).then()), []);
    assert.deepEqual(startsOf(story.at(620_000).then()), ['2']);
  });

  it('is no retry that counts', () => {
    const story = limited();
    story.then();
    assert.deepEqual(story.state.nodes.get('p/1')?.counters, { repairs: 0, transients: 0, conflicts: 0 });
  });

  it('without a reset time, or with one that is past, is retried like any transient failure', () => {
    for (const resetAt of [null, 0]) {
      const [event] = storyOf()
        .given(...attempted('1', { outcome: 'rateLimited', resetAt }))
        .then();
      assert.equal(event?.type === 'retryScheduled' && event.cause, 'transient');
    }
  });
});
