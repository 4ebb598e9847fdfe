import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { interpret } from '../../../../src/core/engine/commands.ts';
import { nodeOf } from '../../../../src/core/engine/nodes.ts';
import { fullPrompt } from '../../../../src/core/engine/prompt.ts';
import { attempted } from '../../../support/engine/episodes.ts';
import { Story } from '../../../support/engine/journal.ts';
import { MemoryHistory } from '../../../support/engine/memoryHistory.ts';
import { agentNamed, plan, settings, task } from '../../../support/engine/plans.ts';

const context = { statusFile: '/status.json', wisdom: '', ownChange: '' };

describe('A message to a task that has no agent yet', () => {
  it('is in the prompt of its next attempt, and only of that', async () => {
    const story = new Story([plan([task('2')])], settings());
    const steering = {
      state: story.state,
      history: new MemoryHistory(),
      send: () => Promise.reject(new Error('nobody listens')),
      agentOf: agentNamed,
      loadPlan: () => Promise.reject(new Error('no plan')),
    };
    const command = { id: 'c', run: 'run', at: 0, type: 'send', task: '2', text: 'mind the gap' } as const;
    const answer = await interpret(steering, command);
    assert.ok(answer.ok);
    story.given(...answer.value);
    const node = nodeOf(story.state, 'p/2');
    assert.match(fullPrompt(story.state, node, context), /mind the gap/);
    story.then();
    story.given(...attempted('2'));
    assert.doesNotMatch(fullPrompt(story.state, node, context), /mind the gap/);
  });
});
