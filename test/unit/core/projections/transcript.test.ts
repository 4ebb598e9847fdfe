import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { transcriptEnd, transcriptText } from '../../../../src/core/projections/transcript.ts';
import type { AttemptResult } from '../../../../src/shared/attempt.ts';
import type { AttemptEventBody } from '../../../../src/shared/attemptEvent.ts';

const at = Date.UTC(2026, 10, 20, 14, 2, 11);

describe('The transcript of an attempt', () => {
  function told(...events: readonly AttemptEventBody[]): string {
    return events.map((event) => transcriptText({ at, ...event }) ?? '').join('');
  }

  it('tells what the agent says and does with the time before it', () => {
    const text = told(
      { type: 'agentStarted', pid: 1, command: 'claude -p' },
      { type: 'text', text: 'I look at it.\nThen I write.' },
      { type: 'toolStarted', id: '1', tool: 'Bash', summary: 'npm test' },
      { type: 'toolEnded', id: '1', failed: true, summary: 'exit code 1' },
      { type: 'userMessage', text: 'hurry' },
    );
    assert.equal(
      text,
      [
        '14:02:11  ▶ claude -p',
        '14:02:11  I look at it.',
        '          Then I write.',
        '14:02:11  ● Bash  npm test',
        '14:02:11  ✗ exit code 1',
        '14:02:11  > hurry',
        '',
      ].join('\n'),
    );
  });

  it('leaves out what nobody reads: counters, and tools that went well', () => {
    assert.equal(
      told({ type: 'progress', fraction: 0.5 }, { type: 'toolEnded', id: '1', failed: false, summary: 'ok' }),
      '',
    );
  });

  it('shows questions with their options, and what was answered', () => {
    const text = told(
      { type: 'questionAsked', id: '1', question: 'Which?', options: ['a', 'b'] },
      { type: 'questionAnswered', id: '1', answer: 'a' },
      { type: 'permissionAsked', id: '2', tool: 'Bash', summary: 'npm i' },
      { type: 'permissionAnswered', id: '2', allowed: false },
    );
    assert.deepEqual(
      text.split('\n').map((line) => line.slice(10)),
      ['? Which?', '  - a', '  - b', '  answered: a', '? May it use Bash: npm i', '  denied', ''],
    );
  });

  it('shows control characters of an agent as nothing', () => {
    assert.equal(
      told({ type: 'output', stream: 'stdout', text: '\u001b[31mred\u001b[0m\u0007\r' }),
      '14:02:11  red\n',
    );
  });

  it('ends with how the attempt ended and what it took', () => {
    const result: AttemptResult = {
      schema: 1,
      attempt: 'p/1/1',
      outcome: 'failed',
      reason: 'no way',
      session: null,
      model: null,
      usage: { inputTokens: 1_000, outputTokens: 500, cachedTokens: 0, costUsd: 0.1, contextUsed: null },
      denied: [],
      summary: '',
      resetAt: null,
      exitCode: 1,
      signal: null,
      startedAt: at - 61_000,
      endedAt: at,
    };
    assert.equal(transcriptEnd(result), '14:02:11  ■ failed: no way (1m01s, 1.5k tokens, $0.10)\n');
  });
});
