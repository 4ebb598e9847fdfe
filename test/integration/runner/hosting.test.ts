import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startTimeOf } from '../../../src/adapters/process/identity.ts';
import { AttemptRig } from '../../support/attemptRig.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { until } from '../../support/until.ts';

describe('a runner that hosts an attempt', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('plays the agent in the worktree, and tells all of it', async () => {
    const folder = await rig.prepareScript([
      { do: 'say', text: 'hello' },
      { do: 'write', path: 'a.txt', text: 'a\n' },
      { do: 'usage', inputTokens: 10, outputTokens: 2, costUsd: 0.5 },
    ]);
    const runner = rig.run([folder]);
    assert.equal(await runner.exit, 0);
    assert.equal(readFileSync(join(rig.worktree, 'a.txt'), 'utf8'), 'a\n');
    const { outcome, reason, exitCode, usage, summary } = rig.result(folder);
    assert.deepEqual(
      { outcome, reason, exitCode, summary, cost: usage.costUsd },
      { outcome: 'finished', reason: null, exitCode: 0, summary: 'hello', cost: 0.5 },
    );
    assert.deepEqual(
      rig.events(folder).map((event) => event.type),
      ['agentStarted', 'sessionStarted', 'text', 'toolStarted', 'toolEnded', 'usage'],
    );
    assert.match(runner.output, /hello/);
    assert.match(runner.output, /■ finished/);
    assert.ok(!existsSync(join(folder, 'start-token')) && !existsSync(join(folder, 'start-token.claimed')));
  });

  it('appends a line for a task that the scenario does not know', async () => {
    const folder = await rig.prepare();
    assert.equal(await rig.run([folder]).exit, 0);
    assert.equal(readFileSync(join(rig.worktree, 'tasks/1.1.txt'), 'utf8'), '1.1\n');
  });

  it('gives the agent its marker and where the status is, and keeps the editor out of its environment', async () => {
    const code = 'console.log(JSON.stringify(process.env))';
    const agent = { adapter: 'command', command: [process.execPath, '-e', code] } as const;
    const folder = await rig.prepare({ agent }, { MY_VARIABLE: 'mine' });
    await rig.run([folder], { ...process.env, ELECTRON_RUN_AS_NODE: '1' }).exit;
    const { text } = await rig.event(folder, 'output');
    const env = JSON.parse(text) as Record<string, string>;
    assert.equal(env['TUTTI_ATTEMPT'], folder);
    assert.match(env['TUTTI_STATUS'] ?? '', /state\/runs\/r-\d+\/status\.json$/);
    assert.equal(env['MY_VARIABLE'], 'mine');
    assert.equal(env['ELECTRON_RUN_AS_NODE'], undefined);
  });

  it('writes no secret of the environment to its logs', async () => {
    const agent = {
      adapter: 'command',
      command: [process.execPath, '-e', 'console.log(process.env.MY_API_KEY)'],
    } as const;
    const folder = await rig.prepare({ agent }, { MY_API_KEY: 'a-very-secret-value' });
    const runner = rig.run([folder]);
    await runner.exit;
    const written =
      readFileSync(join(folder, 'events.ndjson'), 'utf8') + readFileSync(join(folder, 'raw.ndjson'), 'utf8');
    assert.ok(!`${written}${runner.output}`.includes('a-very-secret-value'));
    assert.match(written, /<MY_API_KEY>/);
  });

  it('passes hostile titles as one argument', async () => {
    const agent = {
      adapter: 'command',
      command: [process.execPath, '-e', 'console.log(process.argv[1])', '{title}'],
    } as const;
    const folder = await rig.prepare({ agent });
    const spec = { ...rig.spec({ agent }), title: '$(touch x) `id` "q" \'s\' ; {taskId}' };
    await writeFile(join(folder, 'spec.json'), JSON.stringify(spec));
    await rig.run([folder]).exit;
    assert.equal((await rig.event(folder, 'output')).text, spec.title);
  });

  it('says in one sentence that the agent does not exist', async () => {
    const folder = await rig.prepare({ agent: { adapter: 'command', command: ['no-such-agent-anywhere'] } });
    assert.equal(await rig.run([folder]).exit, 0);
    const { outcome, reason } = rig.result(folder);
    assert.equal(outcome, 'failed');
    assert.match(reason ?? '', /`stand-in` could not be started.*no-such-agent-anywhere/);
  });

  it('takes exit code 75 for a passing trouble', async () => {
    const agent = { adapter: 'command', command: [process.execPath, '-e', 'process.exit(75)'] } as const;
    const folder = await rig.prepare({ agent });
    await rig.run([folder]).exit;
    assert.equal(rig.result(folder).outcome, 'transient');
  });

  it('gives a command its prompt on stdin and in a file', async () => {
    const code = `const f = require('fs'); console.log(f.readFileSync(0, 'utf8') === f.readFileSync(process.argv[1], 'utf8'))`;
    const agent = { adapter: 'command', command: [process.execPath, '-e', code, '{promptFile}'] } as const;
    const folder = await rig.prepare({ agent });
    await rig.run([folder]).exit;
    assert.equal((await rig.event(folder, 'output')).text, 'true');
  });

  it('tells a crash, a failure and a closed rate-limit window apart', async () => {
    const endings = [
      [{ do: 'crash' }, 'crashed'],
      [{ do: 'fail', message: 'no' }, 'failed'],
      [{ do: 'transient', message: 'busy' }, 'transient'],
      [{ do: 'rateLimit', message: 'later', resetInMs: 60_000 }, 'rateLimited'],
    ] as const;
    const outcomes = await Promise.all(
      endings.map(async ([step], index) => {
        const folder = await rig.prepareScript([step], { number: index + 1 });
        await rig.run([folder]).exit;
        return rig.result(folder);
      }),
    );
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      endings.map(([, outcome]) => outcome),
    );
    assert.ok((outcomes[3]?.resetAt ?? 0) > Date.now());
  });

  it('ends a process that the agent left behind', async () => {
    const folder = await rig.prepareScript([{ do: 'stray', path: 'pid' }]);
    await rig.run([folder]).exit;
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.equal(startTimeOf(Number(readFileSync(join(rig.worktree, 'pid'), 'utf8'))), null);
  });

  it('ends an agent that stays after its last word, and calls it finished', async () => {
    const folder = await rig.prepareScript(
      [{ do: 'ignoreSigterm' }, { do: 'say', text: 'bye' }, { do: 'finishAndStay' }],
      { limits: { graceMs: 100 } },
    );
    await rig.run([folder]).exit;
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('ends the agent when its own folder is taken away', async () => {
    const folder = await rig.prepareScript([{ do: 'hang' }]);
    const runner = rig.run([folder]);
    const { pid } = await rig.event(folder, 'agentStarted');
    removeFolder(folder);
    await runner.exit;
    assert.equal(startTimeOf(pid), null);
  });

  it('beats while it lives', async () => {
    const folder = await rig.prepareScript([{ do: 'waitFor', path: 'go' }]);
    const runner = rig.run([folder]);
    await rig.event(folder, 'sessionStarted');
    const identity = JSON.parse(readFileSync(join(folder, 'runner.json'), 'utf8')) as {
      pid: number;
      startTime: string;
    };
    assert.equal(identity.pid, runner.child.pid);
    assert.equal(identity.startTime, startTimeOf(identity.pid));
    const first = statSync(join(folder, 'runner.json')).mtimeMs;
    await until(() => statSync(join(folder, 'runner.json')).mtimeMs > first, 'a heartbeat');
  });
});
