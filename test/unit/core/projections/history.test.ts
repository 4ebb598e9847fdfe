import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { historyLine } from '../../../../src/core/projections/history.ts';
import { nodeOf } from '../../../../src/core/engine/nodes.ts';
import { ended, launched } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { agent, plan, task } from '../../../support/engine/plans.ts';

describe('the history of attempts', () => {
  it('has an attempt under the agent that made it, also when its task was given to another one', () => {
    const story = new Story([plan([task('1', { agent: agent({ name: 'north', model: 'large' }) })])]);
    story.then();
    story.given(launched('1'), {
      type: 'taskReassigned',
      task: 'p/1',
      agent: agent({ name: 'south', model: 'small' }),
    });
    story.given(ended('1', { outcome: 'interrupted' }));
    const line = historyLine(story.state, nodeOf(story.state, 'p/1'));
    assert.deepEqual([line?.agent, line?.model], ['north', null]);
  });
});
