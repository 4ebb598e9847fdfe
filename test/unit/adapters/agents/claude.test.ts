import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ClaudeConversation } from '../../../../src/adapters/agents/claude.ts';
import { ClaudeUsage } from '../../../../src/adapters/agents/claudeUsage.ts';
import { agentContext } from '../../../support/agentContext.ts';

const stdout = (value: object): { stream: 'stdout'; text: string; cutBytes: number } => ({
  stream: 'stdout',
  text: JSON.stringify(value),
  cutBytes: 0,
});

describe('starting Claude Code', () => {
  it('allows edits and the listed rules, and keeps variadic flags at the end', () => {
    const permissions = {
      mode: 'edits',
      allow: ['Bash(npm test:*)', 'Bash(git diff:*)'],
      canAsk: true,
    } as const;
    const { args } = new ClaudeConversation(agentContext({ agent: { permissions, model: 'm' } })).launch();
    assert.deepEqual(args, [
      ...['-p', '--output-format', 'stream-json', '--verbose', '--input-format', 'stream-json'],
      ...['--model', 'm', '--session-id', 'new-session', '--max-turns', '20'],
      ...['--permission-prompt-tool', 'stdio', '--permission-mode', 'acceptEdits'],
      ...['--allowedTools', 'Bash(npm test:*)', 'Bash(git diff:*)'],
    ]);
  });

  it('puts the prompt on stdin as a message, never into an argument', () => {
    const prompt = '--dangerous "quoted" $(id)\nsecond line';
    const { args, input } = new ClaudeConversation(agentContext({}, { prompt })).launch();
    assert.ok(args.every((arg) => !arg.includes('dangerous')));
    assert.equal(input.split('\n').length, 2);
    assert.ok(input.includes(JSON.stringify(prompt)));
  });

  it('does not offer questions when nobody can answer', () => {
    const permissions = { mode: 'ask', allow: [], canAsk: false } as const;
    const { args } = new ClaudeConversation(agentContext({ agent: { permissions } })).launch();
    assert.deepEqual(args.slice(-4), [
      '--permission-mode',
      'default',
      '--disallowedTools',
      'AskUserQuestion',
    ]);
  });

  it('resumes a session, and hides an outer Claude Code from this one', () => {
    const { args, env } = new ClaudeConversation(agentContext({ resumeSession: 'old' })).launch();
    assert.equal(args[args.indexOf('--resume') + 1], 'old');
    assert.ok(!args.includes('--session-id'));
    assert.ok('CLAUDECODE' in env && env['CLAUDECODE'] === undefined);
    assert.equal(env['IS_SANDBOX'], undefined);
  });
});

describe('usage of a resumed session of Claude Code', () => {
  const earlier = {
    session: 's',
    inputTokens: 1_000,
    outputTokens: 50,
    cachedTokens: 0,
    costUsd: 0.5,
    contextWindow: null,
  };
  const result = (input: number, output: number, costUsd: number): Record<string, unknown> => ({
    total_cost_usd: costUsd,
    usage: { input_tokens: 200, output_tokens: 10 },
    modelUsage: { m: { inputTokens: input, outputTokens: output, costUSD: costUsd, contextWindow: 200_000 } },
  });

  it('is the difference when the totals go on from the earlier attempt', () => {
    const usage = new ClaudeUsage(earlier);
    usage.endTurn(result(1_200, 60, 0.75));
    const { inputTokens, outputTokens, costUsd } = usage.current();
    assert.deepEqual(
      { inputTokens, outputTokens, costUsd },
      { inputTokens: 200, outputTokens: 10, costUsd: 0.25 },
    );
    assert.equal(usage.sessionTotals('s').inputTokens, 1_200);
  });

  it('is the total when the CLI counts anew', () => {
    const usage = new ClaudeUsage(earlier);
    usage.endTurn(result(200, 10, 0.75));
    assert.equal(usage.current().inputTokens, 200);
    assert.equal(usage.current().costUsd, 0.75);
  });

  it('is what the CLI itself prints as the difference, where it does', () => {
    const usage = new ClaudeUsage(null);
    const difference = { m: { inputTokens: 200, outputTokens: 10, costUSD: 0.25 } };
    usage.endTurn({ ...result(9_000, 900, 9), model_usage_since_last_result: difference });
    usage.endTurn({ ...result(9_200, 910, 9.25), model_usage_since_last_result: difference });
    assert.equal(usage.current().inputTokens, 400);
    assert.equal(usage.current().costUsd, 0.5);
  });

  it('counts a message once that comes block by block', () => {
    const usage = new ClaudeUsage(null);
    for (const block of [1, 2, 3]) usage.addMessage('msg', { input_tokens: 100, output_tokens: block }, true);
    assert.equal(usage.current().inputTokens, 100);
  });

  it('fills the context by the last message of the main agent only', () => {
    const usage = new ClaudeUsage({ ...earlier, contextWindow: 1_000 });
    usage.addMessage('a', { input_tokens: 100, cache_read_input_tokens: 150 }, true);
    usage.addMessage('b', { input_tokens: 900 }, false);
    assert.equal(usage.current().contextUsed, 0.25);
  });
});

describe('the usage limit of Claude Code', () => {
  const ended = { exitCode: 1, signal: null };
  const limit = { type: 'result', subtype: 'success', is_error: true };

  it('ends when its event says', () => {
    const conversation = new ClaudeConversation(agentContext());
    const info = { status: 'rejected', resetsAt: 1_795_000_000, rateLimitType: 'five_hour' };
    conversation.read(stdout({ type: 'rate_limit_event', rate_limit_info: info }));
    conversation.read(stdout({ ...limit, api_error_status: 429, result: 'x' }));
    const { outcome, resetAt } = conversation.conclude(ended);
    assert.deepEqual({ outcome, resetAt }, { outcome: 'rateLimited', resetAt: 1_795_000_000_000 });
  });

  it('is not told by an event that only warns', () => {
    const conversation = new ClaudeConversation(agentContext());
    const info = { status: 'allowed_warning', resetsAt: 1_795_000_000 };
    conversation.read(stdout({ type: 'rate_limit_event', rate_limit_info: info }));
    conversation.read(stdout({ ...limit, api_error_status: 429, result: 'x' }));
    assert.equal(conversation.conclude(ended).resetAt, null);
  });

  it('ends when its words say', () => {
    const conversation = new ClaudeConversation(agentContext());
    conversation.read(stdout({ ...limit, result: "You've hit your limit · resets 3:30pm (Asia/Shanghai)" }));
    const { outcome, resetAt } = conversation.conclude(ended);
    assert.equal(outcome, 'rateLimited');
    // It is 20:00 in Shanghai: the next 15:30 there is tomorrow, 07:30 UTC.
    assert.equal(resetAt, Date.parse('2026-11-21T07:30:00Z'));
  });
});

describe('lines of Claude Code that nobody expects', () => {
  it('are shown or passed over, never thrown at', () => {
    const conversation = new ClaudeConversation(agentContext());
    for (const text of [
      '',
      'plain',
      '{',
      '{"type":"assistant"}',
      '{"type":"user","message":null}',
      '[]',
      'null',
    ]) {
      conversation.read({ stream: 'stdout', text, cutBytes: 0 });
    }
    conversation.read(stdout({ type: 'assistant', message: { content: [null, 7, { type: 'tool_use' }] } }));
    conversation.read(
      stdout({ type: 'result', subtype: 'success', modelUsage: 'x', permission_denials: {} }),
    );
    assert.equal(conversation.conclude({ exitCode: 0, signal: null }).outcome, 'finished');
  });

  it('of a control request of another kind are answered with an error', () => {
    const conversation = new ClaudeConversation(agentContext());
    const { replies } = conversation.read(
      stdout({ type: 'control_request', request_id: 'r', request: { subtype: 'hook' } }),
    );
    assert.match(replies[0] ?? '', /"subtype":"error","request_id":"r"/);
  });

  it('on stderr are the reason when there is no result', () => {
    const conversation = new ClaudeConversation(agentContext());
    conversation.read({ stream: 'stderr', text: 'error: unknown option --x', cutBytes: 0 });
    const { outcome, reason } = conversation.conclude({ exitCode: 1, signal: null });
    assert.deepEqual(
      { outcome, reason },
      { outcome: 'failed', reason: 'Claude Code: error: unknown option --x' },
    );
  });
});

describe('a permission request that is taken back', () => {
  it('is no longer open', () => {
    const conversation = new ClaudeConversation(agentContext());
    const request = {
      subtype: 'can_use_tool',
      tool_name: 'Bash',
      input: { command: 'make' },
      tool_use_id: 't',
    };
    conversation.read(stdout({ type: 'control_request', request_id: 'r', request }));
    const withdrawn = conversation.read(stdout({ type: 'control_cancel_request', request_id: 'r' }));
    assert.deepEqual(withdrawn.events, [{ type: 'permissionAnswered', id: 'r', allowed: false }]);
    const late = conversation.deliver({ type: 'answerPermission', id: 'r', allow: true, forRun: false });
    assert.deepEqual(late.replies, []);
  });
});
