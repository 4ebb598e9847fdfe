import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import type { AgentConversation, AgentEnd, AgentReaction } from '../../../../src/adapters/agents/adapter.ts';
import { ClaudeConversation } from '../../../../src/adapters/agents/claude.ts';
import { agentContext } from '../../../support/agentContext.ts';

const folder = fileURLToPath(new URL('../../../fixtures/transcripts/claude/', import.meta.url));

/** What was printed by the real CLI, and how it ended; `golden` beside each holds what becomes of it. */
const cases: Readonly<Record<string, { readonly end?: Partial<AgentEnd>; readonly allow?: boolean }>> = {
  text: {},
  tool_bash: {},
  tool_write_default_denied: {},
  permission_stdio_allow: { allow: true },
  permission_stdio_deny: { allow: false },
  ask_user_question: {},
  input_stream_midtext: {},
  input_interrupt: {},
  hooks_stop_block: {},
  bg_bash: {},
  resume: {},
  resume_unknown: { end: { exitCode: 1 } },
  max_turns_1: { end: { exitCode: 1 } },
  err401_retries_1: { end: { exitCode: 1 } },
  err429_max_retries_2: { end: { exitCode: 1 } },
  err429_long_retry_after: { end: { exitCode: 1 } },
  err500_retries_0: { end: { exitCode: 1 } },
  err529_forever: { end: { exitCode: 1 } },
  err_refused: { end: { exitCode: 1 } },
  sigterm_bash: { end: { exitCode: 143 } },
};

/** Plays the lines, answers what is asked, and tells all reactions, one JSON a line. */
function retell(conversation: AgentConversation, lines: readonly string[], allow: boolean): string[] {
  const told: string[] = [];
  const tell = (reaction: AgentReaction): void => {
    for (const event of reaction.events) told.push(JSON.stringify(event));
    for (const reply of reaction.replies) told.push(JSON.stringify({ reply: JSON.parse(reply) as unknown }));
    if (reaction.phase !== null) told.push(JSON.stringify({ phase: reaction.phase }));
    for (const event of reaction.events) {
      if (event.type === 'permissionAsked') {
        tell(conversation.deliver({ type: 'answerPermission', id: event.id, allow, forRun: false }));
      }
      if (event.type === 'questionAsked') {
        tell(conversation.deliver({ type: 'answerQuestion', id: event.id, answer: 'B' }));
      }
    }
  };
  for (const text of lines) tell(conversation.read({ stream: 'stdout', text, cutBytes: 0 }));
  return told;
}

describe('transcripts of Claude Code', () => {
  for (const [name, { end, allow = false }] of Object.entries(cases)) {
    it(`are read as before: ${name}`, () => {
      const conversation = new ClaudeConversation(agentContext({ worktree: '/worktree' }));
      const lines = readFileSync(`${folder}${name}.ndjson`, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      const told = retell(conversation, lines, allow);
      told.push(JSON.stringify(conversation.conclude({ exitCode: 0, signal: null, ...end })));
      const actual = `${told.join('\n')}\n`;
      const file = `${folder}${name}.golden.ndjson`;
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }
});
