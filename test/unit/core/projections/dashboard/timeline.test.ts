import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ShownRun } from '../../../../support/dashboardOf.ts';
import { attempted, landed, launched } from '../../../../support/engine/episodes.ts';
import { Story } from '../../../../support/engine/journal.ts';
import { agent, plan, settings, task } from '../../../../support/engine/plans.ts';

const north = { agent: agent({ provider: 'north' }) } as const;

/** Spans of a task as `kind from-to why`, in seconds; `now` for one that goes on. */
function told(story: Story, id: string): readonly string[] {
  const { timeline } = new ShownRun().take(...story.journal).view(story.now);
  const spans = timeline.find(({ ref }) => ref === `p/${id}`)?.spans ?? [];
  return spans.map(({ kind, from, to, why }) => {
    const until = to === null ? 'now' : String(to / 1_000);
    return `${kind} ${String(from / 1_000)}-${until}${why === null ? '' : ` ${why}`}`;
  });
}

describe('the timeline of a task', () => {
  it('goes from its wait over setup, agent and gate to the landing', () => {
    const story = new Story(
      [plan([task('1', north), task('2', north)])],
      settings({ providers: { north: 1 } }),
    );
    story.then();
    story.at(2_000).given(launched('1'));
    story.at(10_000).given(...attempted('1').slice(1));
    story.then();
    story.at(14_000).given({
      type: 'gateEnded',
      task: 'p/1',
      tree: 'tree',
      command: 'check',
      environment: '',
      passed: true,
      reason: 'passed',
      durationMs: 4_000,
      outputFile: '',
    });
    story.at(15_000).given(landed('1'));
    assert.deepEqual(told(story, '1'), ['setup 0-2', 'running 2-10', 'gate 10-14 passed', 'merge 14-15']);
    assert.deepEqual(told(story, '2'), ['waiting 0-10 provider north', 'setup 10-now']);
  });

  it('names what each part of a wait is for', () => {
    const files = { leases: [{ key: 'file:a.ts', mode: 'exclusive' }] } as const;
    const story = new Story([plan([task('1', files), task('2', files), task('3')])], settings({ run: 1 }));
    story.then();
    story.at(10_000).given({ type: 'runPaused' });
    story.at(15_000).given({ type: 'runUnpaused' });
    story.at(20_000).given(...attempted('1'));
    assert.deepEqual(told(story, '2'), ['waiting 0-now file a.ts']);
    assert.deepEqual(told(story, '3'), ['waiting 0-10 run', 'waiting 10-15 pause', 'waiting 15-now run']);
  });

  it('tells a rate limit, a person and a repair apart', () => {
    const story = new Story([plan([task('1', north)])], settings());
    story.then();
    story.at(1_000).given(...attempted('1', { outcome: 'rateLimited', resetAt: 60_000 }));
    story.then();
    story.at(60_000).then();
    story.at(61_000).given(...attempted('1', { attempt: 2 }));
    story.then();
    story.at(62_000).given({
      type: 'personNeeded',
      task: 'p/1',
      need: { kind: 'review', message: 'Review it.', request: null },
    });
    story.at(70_000).given({ type: 'taskApproved', task: 'p/1' });
    story
      .at(71_000)
      .given({ type: 'gateRejected', task: 'p/1', command: 'check', reason: 'exit code 1', output: '' });
    story.then();
    assert.deepEqual(told(story, '1'), [
      'setup 0-1',
      'waiting 1-60 rate limit',
      'setup 60-61',
      'merge 61-62',
      'needs-you 62-70 review',
      'gate 70-71 failed: check',
      'setup 71-now',
    ]);
  });

  it('has nothing of the time that a task waits for others', () => {
    const story = new Story([plan([task('1'), task('2')], ['1 > 2'])]);
    story.then();
    assert.deepEqual(told(story, '2'), []);
  });
});
