import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fillTemplate } from '../../../../src/adapters/agents/command.ts';
import { agentContext } from '../../../support/agentContext.ts';

describe('the argv template of a command', () => {
  it('puts each value into the one element that it stands in', () => {
    const title = '"; rm -rf $(pwd) `id` {worktree}\n--flag 🎻';
    const command = [
      './agent.sh',
      '--task={taskId}',
      '{title}',
      '{promptFile}',
      '{attempt}/{plan}',
      '{unknown}',
    ];
    const { spec, promptFile } = agentContext({ title, taskId: '-x', agent: { command } });
    assert.deepEqual(fillTemplate({ spec, promptFile }), [
      './agent.sh',
      '--task=-x',
      title,
      '/attempt/prompt.md',
      '1/plan',
      '{unknown}',
    ]);
  });
});
