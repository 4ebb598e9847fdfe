import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startTimeOf } from '../../../src/adapters/process/identity.ts';
import { AttemptRig } from '../../support/attemptRig.ts';
import { until } from '../../support/until.ts';

describe('the limits of an attempt', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('end an agent that hangs, even one that ignores SIGTERM', async () => {
    const folder = await rig.prepareScript([{ do: 'ignoreSigterm' }, { do: 'hang' }], {
      limits: { timeoutMs: 700, silenceMs: 200, graceMs: 100 },
    });
    const runner = rig.run([folder]);
    assert.equal(await runner.exit, 0);
    const { outcome, reason } = rig.result(folder);
    assert.equal(outcome, 'timedOut');
    assert.equal(startTimeOf((await rig.event(folder, 'agentStarted')).pid), null);
    assert.match(reason ?? '', /time limit of 0.7 s/);
    const notices = rig.events(folder).filter((event) => event.type === 'notice');
    assert.ok(notices.some(({ text }) => text.startsWith('No output for 0.2 s')));
  });

  it('end an agent that uses more tokens than it may', async () => {
    const folder = await rig.prepareScript(
      [{ do: 'usage', inputTokens: 90, outputTokens: 20 }, { do: 'hang' }],
      {
        limits: { maxTokens: 100 },
      },
    );
    await rig.run([folder]).exit;
    assert.equal(rig.result(folder).outcome, 'overBudget');
    assert.equal(rig.result(folder).usage.inputTokens, 90);
  });

  it('end an agent that costs more than it may', async () => {
    const usage = { do: 'usage', inputTokens: 1, outputTokens: 1, costUsd: 3.5 } as const;
    const folder = await rig.prepareScript([usage, { do: 'hang' }], { limits: { maxCostUsd: 3 } });
    await rig.run([folder]).exit;
    assert.match(rig.result(folder).reason ?? '', /cost \$3\.50; its limit is \$3\.00/);
  });

  it('keep a flood of lines off the disk and out of memory, and still hear what matters', async () => {
    const maxLogBytes = 256 * 1024;
    const folder = await rig.prepareScript(
      [
        { do: 'flood', bytes: 200 * 1024 * 1024 },
        { do: 'usage', inputTokens: 7, outputTokens: 1 },
        { do: 'askPermission', tool: 'Bash', summary: 'make' },
      ],
      { limits: { maxLogBytes } },
    );
    const runner = rig.run([folder]);
    await rig.event(folder, 'permissionAsked');
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${String(runner.child.pid)}/status`, 'utf8');
      assert.ok(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) < 250 * 1024, status);
    }
    await rig.send(folder, { type: 'answerPermission', id: '2', allow: true, forRun: false });
    assert.equal(await runner.exit, 0);
    assert.ok(statSync(join(folder, 'raw.ndjson')).size <= maxLogBytes);
    assert.ok(statSync(join(folder, 'events.ndjson')).size <= maxLogBytes + 64 * 1024);
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.equal(rig.result(folder).usage.inputTokens, 7);
    const last = rig.events(folder).at(-1);
    assert.ok(last?.type === 'notice' && /\d+ events and \d+ lines of output were left out/.test(last.text));
  });

  it('cut a line that never ends', async () => {
    const folder = await rig.prepareScript([{ do: 'flood', bytes: 20 * 1024 * 1024, lineBytes: 0 }]);
    await rig.run([folder]).exit;
    const notice = await rig.event(folder, 'notice');
    assert.equal(
      notice.text,
      `A line of output was too long: its last ${String(12 * 1024 * 1024)} bytes were left out`,
    );
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('show garbage without its control characters', async () => {
    const folder = await rig.prepareScript([
      { do: 'garbage', bytes: 4_096 },
      { do: 'say', text: 'still here' },
    ]);
    const runner = rig.run([folder]);
    await runner.exit;
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.match(runner.output, /still here/);
    // eslint-disable-next-line no-control-regex -- these must not reach a terminal
    assert.doesNotMatch(runner.output, /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
  });

  it('stand still while a person is asked', async () => {
    // Its agent has to be up by then.
    const limitMs = 6_000;
    const folder = await rig.prepareScript(
      [{ do: 'askQuestion', question: 'Which?', options: ['A', 'B'], path: 'answer' }],
      { limits: { timeoutMs: limitMs } },
    );
    const runner = rig.run([folder]);
    const asked = await rig.event(folder, 'questionAsked');
    // A heartbeat comes every 2 s.
    const beats = join(folder, 'runner.json');
    const first = statSync(beats).mtimeMs;
    await until(() => statSync(beats).mtimeMs > first + limitMs, 'a heartbeat after the time limit');
    await rig.send(folder, { type: 'answerQuestion', id: asked.id, answer: 'B' });
    await runner.exit;
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.equal(readFileSync(join(rig.worktree, 'answer'), 'utf8'), 'B');
  });
});

describe('permissions', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('are denied and recorded when nobody can answer', async () => {
    const step = { do: 'askPermission', tool: 'Bash', summary: 'make' } as const;
    const folder = await rig.prepareScript([step, { do: 'say', text: 'done without' }], { canAsk: false });
    await rig.run([folder]).exit;
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.deepEqual(rig.result(folder).denied, ['Bash: make']);
  });

  it('that a person gave for the run are not asked for again', async () => {
    const step = { do: 'askPermission', tool: 'Bash', summary: 'make' } as const;
    const folder = await rig.prepareScript([step, step]);
    const runner = rig.run([folder]);
    const { id } = await rig.event(folder, 'permissionAsked');
    await rig.send(folder, { type: 'answerPermission', id, allow: true, forRun: true });
    await runner.exit;
    assert.equal(rig.events(folder).filter((event) => event.type === 'permissionAsked').length, 1);
    assert.deepEqual(rig.result(folder).denied, []);
  });
});

describe('ending an attempt from outside', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('by a message', async () => {
    const folder = await rig.prepareScript([{ do: 'hang' }]);
    const runner = rig.run([folder]);
    const { pid } = await rig.event(folder, 'agentStarted');
    await rig.send(folder, { type: 'stop', reason: 'The run was stopped' });
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).outcome, 'interrupted');
    assert.equal(rig.result(folder).reason, 'The run was stopped');
    assert.equal(startTimeOf(pid), null);
  });

  it('by SIGTERM to the runner', async () => {
    const folder = await rig.prepareScript([
      { do: 'stray', path: 'pid' },
      { do: 'say', text: 'up' },
      { do: 'hang' },
    ]);
    const runner = rig.run([folder]);
    await rig.event(folder, 'text');
    runner.child.kill('SIGTERM');
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).outcome, 'interrupted');
    assert.equal(startTimeOf(Number(readFileSync(join(rig.worktree, 'pid'), 'utf8'))), null);
  });

  it('at once at the second SIGTERM, however long the grace', async () => {
    const folder = await rig.prepareScript(
      [{ do: 'ignoreSigterm' }, { do: 'say', text: 'up' }, { do: 'hang' }],
      {
        limits: { graceMs: 3_600_000 },
      },
    );
    const runner = rig.run([folder]);
    await rig.event(folder, 'text');
    runner.child.kill('SIGTERM');
    await rig.event(folder, 'notice');
    runner.child.kill('SIGTERM');
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).signal, 'SIGKILL');
  });

  it('not by SIGHUP, nor by a terminal that is gone', async () => {
    const folder = await rig.prepareScript([
      { do: 'say', text: 'up' },
      { do: 'waitFor', path: 'go' },
      { do: 'say', text: 'to nobody' },
      { do: 'flood', bytes: 1_000_000 },
    ]);
    const runner = rig.run([folder]);
    await rig.event(folder, 'text');
    runner.child.kill('SIGHUP');
    runner.child.stdout?.destroy();
    runner.child.stderr?.destroy();
    await writeFile(join(rig.worktree, 'go'), '');
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('not by a terminal that does not read', async () => {
    const folder = await rig.prepareScript([{ do: 'flood', bytes: 5_000_000 }]);
    const runner = rig.run([folder]);
    runner.child.stdout?.pause();
    runner.child.stdout?.removeAllListeners('data');
    await until(() => existsSync(join(folder, 'result.json')), 'a result');
    assert.equal(rig.result(folder).outcome, 'finished');
    await until(() => runner.child.exitCode !== null || runner.child.signalCode !== null, 'its exit');
  });
});
