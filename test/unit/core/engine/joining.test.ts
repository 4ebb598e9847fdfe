import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { success } from '../../../../src/core/base/result.ts';
import { interpret } from '../../../../src/core/engine/commands.ts';
import { attempted, landed } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { MemoryHistory } from '../../../support/engine/memoryHistory.ts';
import { agentNamed, plan, settings, task } from '../../../support/engine/plans.ts';

describe('a plan that joins a run', () => {
  const other = { ...plan([task('9')]), name: 'other' };
  const join = (story: Story) =>
    interpret(
      {
        state: story.state,
        history: new MemoryHistory(),
        send: () => Promise.resolve(),
        agentOf: agentNamed,
        loadPlan: () => Promise.resolve(success(other)),
      },
      { id: 'c', run: 'run', at: 0, type: 'addPlan', path: 'plans/other.md' },
    );

  it('is taken while the run goes on', async () => {
    const story = new Story([plan([task('1')])], settings());
    story.then();
    assert.deepEqual(await join(story), success([{ type: 'planAdded', plan: other }]));
  });

  it('is not taken by a run that has ended, where nobody would play it', async () => {
    const story = new Story([plan([task('1')])], settings());
    story.then();
    story.given(...attempted('1'), landed('1'));
    assert.deepEqual(story.then(), [{ type: 'runEnded', outcome: 'done' }]);
    assert.deepEqual(await join(story), { ok: false, reason: 'the run is done' });
  });
});
