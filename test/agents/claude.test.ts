import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { AttemptResult } from '../../src/shared/attempt.ts';
import { AttemptRig, type RunnerProcess, type SpecChanges } from '../support/attemptRig.ts';
import { claudeEnvironment, ensureClaude } from '../support/claude.ts';
import type { ModelScenario } from '../support/fakes/modelScenario.ts';
import { startModelServer, type ModelServer } from '../support/fakes/modelServer.ts';

/** Nothing that accepting edits would allow by itself. */
const makeFile = (name: string): string => `node -e "require('fs').writeFileSync('${name}', '')"`;

describe('real Claude Code, played by the runner', function () {
  this.timeout(90_000);
  let claude = '';
  let rig: AttemptRig;
  let server: ModelServer | null = null;

  before(async function () {
    this.timeout(400_000);
    const found = await ensureClaude();
    if (found === null) this.skip();
    else claude = found;
  });
  beforeEach(async () => {
    rig = await AttemptRig.create();
    await mkdir(join(rig.root, 'home'));
  });
  afterEach(async () => {
    await server?.close();
    server = null;
    await rig.remove();
  });

  const start = async (
    scenario: ModelScenario,
    changes: SpecChanges = {},
  ): Promise<{ folder: string; runner: RunnerProcess }> => {
    server ??= await startModelServer(scenario);
    const agent = {
      name: 'claude',
      adapter: 'claude',
      provider: 'anthropic',
      command: [claude],
      ...changes.agent,
    } as const;
    const environment = claudeEnvironment(join(rig.root, 'home'), server.url);
    const folder = await rig.prepare({ ...changes, agent }, environment);
    return { folder, runner: rig.run([folder], { PATH: process.env['PATH'] }) };
  };

  const play = async (
    scenario: ModelScenario,
    changes: SpecChanges = {},
  ): Promise<{ folder: string; result: AttemptResult }> => {
    const { folder, runner } = await start(scenario, changes);
    assert.equal(await runner.exit, 0, runner.output);
    return { folder, result: rig.result(folder) };
  };

  const writing = (name: string): ModelScenario => ({
    steps: [
      {
        text: 'I will write it.',
        tools: [{ name: 'Write', input: { file_path: join(rig.worktree, name), content: 'hello\n' } }],
      },
      { text: 'All done.', usage: { input: 30, output: 5, cacheRead: 1_000 } },
    ],
  });

  it('answers a prompt, with its tokens and cost', async () => {
    const usage = { input: 1_000, output: 17, cacheRead: 100 };
    const scenario = { steps: [{ text: 'Hello there.', usage }] };
    const { folder, result } = await play(scenario, { agent: { model: 'claude-sonnet-4-5' } });
    assert.equal(result.outcome, 'finished', String(result.reason));
    assert.equal(result.summary, 'Hello there.');
    const { inputTokens, outputTokens, cachedTokens, costUsd, contextUsed } = result.usage;
    assert.deepEqual(
      { inputTokens, outputTokens, cachedTokens },
      { inputTokens: 1_000, outputTokens: 17, cachedTokens: 100 },
    );
    assert.ok(costUsd !== null && costUsd > 0);
    assert.equal(contextUsed, 1_100 / 200_000);
    assert.equal(result.model, 'claude-sonnet-4-5');
    assert.equal(result.session, '11111111-2222-4333-8444-555555555555');
    assert.equal((await rig.event(folder, 'text')).text, 'Hello there.');
    assert.match(server?.requests[0] ?? '', /Do the task/);
  });

  it('writes a file by its own tool', async () => {
    const { folder, result } = await play(writing('hello.txt'));
    assert.equal(result.outcome, 'finished', String(result.reason));
    assert.equal(readFileSync(join(rig.worktree, 'hello.txt'), 'utf8'), 'hello\n');
    assert.deepEqual(result.denied, []);
    const { tool, summary } = await rig.event(folder, 'toolStarted');
    assert.deepEqual([tool, summary], ['Write', 'hello.txt']);
    assert.equal(result.usage.inputTokens, 1_230);
  });

  it('fails at once with a bad key, and says to log in', async () => {
    const { result } = await play({ steps: [{ error: { status: 401 }, times: -1 }] });
    assert.equal(result.outcome, 'failed');
    assert.match(result.reason ?? '', /log in/);
  });

  it('recovers from a short rate limit by itself', async () => {
    const { folder, result } = await play({
      steps: [{ error: { status: 429, headers: { 'retry-after': '1' } } }, { text: 'recovered' }],
    });
    assert.equal(result.outcome, 'finished', String(result.reason));
    const retrying = await rig.event(folder, 'retrying');
    assert.match(retrying.error, /429/);
    assert.ok(retrying.delayMs >= 1_000);
  });

  it('ends as rate limited when the limit stays', async () => {
    const { result } = await play({
      steps: [{ error: { status: 429, headers: { 'retry-after': '3600' } }, times: -1 }],
    });
    assert.equal(result.outcome, 'rateLimited', String(result.reason));
  });

  it('takes an overloaded API for a passing trouble', async () => {
    const { result } = await play({ steps: [{ error: { status: 529 }, times: -1 }] });
    assert.equal(result.outcome, 'transient', String(result.reason));
  });

  it('ends by SIGTERM in the middle of an answer', async () => {
    const { folder, runner } = await start({ steps: [{ hang: true, times: -1 }] });
    await rig.event(folder, 'sessionStarted');
    runner.child.kill('SIGTERM');
    assert.equal(await runner.exit, 0);
    const { outcome, exitCode } = rig.result(folder);
    assert.deepEqual({ outcome, exitCode }, { outcome: 'interrupted', exitCode: 143 });
  });

  it('asks a person for permission, and goes on with it', async () => {
    const bash = { name: 'Bash', input: { command: makeFile('made-by-bash'), description: 'make a file' } };
    const { folder, runner } = await start({ steps: [{ tools: [bash] }, { text: 'Done.' }] });
    const { id, tool, summary } = await rig.event(folder, 'permissionAsked');
    assert.deepEqual([tool, summary], ['Bash', makeFile('made-by-bash')]);
    await rig.send(folder, { type: 'answerPermission', id, allow: true, forRun: false });
    assert.equal(await runner.exit, 0);
    assert.deepEqual(rig.result(folder).denied, []);
    assert.ok(existsSync(join(rig.worktree, 'made-by-bash')));
  });

  it('runs what the profile allows without asking', async () => {
    const bash = { name: 'Bash', input: { command: makeFile('allowed'), description: 'make a file' } };
    const permissions = {
      mode: 'edits',
      allow: ['Bash(node -e:*)', 'Bash(npm test:*)'],
      canAsk: false,
    } as const;
    const { result } = await play(
      { steps: [{ tools: [bash] }, { text: 'Done.' }] },
      { agent: { permissions } },
    );
    assert.deepEqual(result.denied, []);
    assert.ok(existsSync(join(rig.worktree, 'allowed')));
  });

  it('is denied, told why, and the denial is recorded once, when nobody can answer', async () => {
    const bash = { name: 'Bash', input: { command: makeFile('denied'), description: 'make a file' } };
    const { result } = await play({ steps: [{ tools: [bash] }, { text: 'Done.' }] }, { canAsk: false });
    assert.equal(result.outcome, 'finished');
    assert.deepEqual(result.denied, [`Bash: ${makeFile('denied')}`]);
    assert.match(server?.requests[1] ?? '', /Nobody can answer permission requests/);
    assert.ok(!existsSync(join(rig.worktree, 'denied')));
  });

  it('does all by itself under the profile that bypasses permissions', async () => {
    const bash = { name: 'Bash', input: { command: makeFile('free'), description: 'make a file' } };
    const permissions = { mode: 'full', allow: [], canAsk: false } as const;
    const { result } = await play(
      { steps: [{ tools: [bash] }, { text: 'Done.' }] },
      { agent: { permissions } },
    );
    assert.deepEqual([result.outcome, result.denied], ['finished', []]);
    assert.ok(existsSync(join(rig.worktree, 'free')));
  });

  it('puts its question to a person', async () => {
    const questions = [
      {
        question: 'Which one?',
        header: 'Pick',
        multiSelect: false,
        options: [
          { label: 'A', description: 'a' },
          { label: 'B', description: 'b' },
        ],
      },
    ];
    const { folder, runner } = await start({
      steps: [{ tools: [{ name: 'AskUserQuestion', input: { questions } }] }, { text: 'Done.' }],
    });
    const { id, question, options } = await rig.event(folder, 'questionAsked');
    assert.deepEqual([question, options], ['Which one?', ['A', 'B']]);
    await rig.send(folder, { type: 'answerQuestion', id, answer: 'B' });
    assert.equal(await runner.exit, 0);
    assert.match(server?.requests[1] ?? '', /Which one\?\\+"=\\+"B/);
  });

  it('hears a message while it works', async () => {
    const bash = {
      name: 'Bash',
      input: { command: 'until [ -e go ]; do sleep 0.05; done', description: 'wait' },
    };
    const permissions = { mode: 'full', allow: [], canAsk: false } as const;
    const { folder, runner } = await start(
      { steps: [{ tools: [bash] }, { text: 'Done.' }] },
      { agent: { permissions } },
    );
    await rig.event(folder, 'toolStarted');
    await rig.send(folder, { type: 'say', text: 'Mind the gap' });
    await rig.event(folder, 'userMessage');
    await writeFile(join(rig.worktree, 'go'), '');
    assert.equal(await runner.exit, 0);
    assert.ok(server?.requests.some((body) => body.includes('Mind the gap')));
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('goes on with the session of an earlier attempt, and counts its own usage only', async () => {
    const first = await play({ steps: [{ text: 'first answer' }, { text: 'second answer' }] });
    const resumeSession = first.result.session;
    const second = await play({ steps: [] }, { number: 2, resumeSession });
    assert.equal(second.result.outcome, 'finished', String(second.result.reason));
    assert.equal(second.result.summary, 'second answer');
    assert.match(server?.requests[1] ?? '', /first answer/);
    assert.equal(second.result.usage.inputTokens, 1_200);
    assert.equal(second.result.usage.costUsd, first.result.usage.costUsd);
  });

  it('leaves no session to go on with when the one to go on with is gone', async () => {
    const { result } = await play({ steps: [] }, { resumeSession: '99999999-2222-4333-8444-555555555555' });
    assert.equal(result.outcome, 'transient');
    assert.equal(result.session, null);
    assert.match(result.reason ?? '', /No conversation found/);
  });

  it('stops at the limit of its turns', async () => {
    const { result } = await play(writing('hello.txt'), { limits: { maxTurns: 1 } });
    assert.equal(result.outcome, 'overBudget');
    assert.match(result.reason ?? '', /turns/);
  });
});
