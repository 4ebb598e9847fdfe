import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AttemptRig } from '../../support/attemptRig.ts';
import { until } from '../../support/until.ts';

describe('a second runner of an attempt', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('shows what happened and happens, forwards what is typed, and ends with the attempt', async () => {
    const folder = await rig.prepareScript([
      { do: 'say', text: 'before' },
      { do: 'waitForMessage', path: 'heard' },
      { do: 'say', text: 'after' },
    ]);
    const host = rig.run([folder]);
    await rig.event(folder, 'text');
    const attached = rig.run([folder]);
    await until(() => attached.output.includes('before'), 'the transcript');
    attached.child.stdin?.write('go on\n');
    assert.equal(await attached.exit, 0);
    assert.equal(await host.exit, 0);
    assert.equal(readFileSync(join(rig.worktree, 'heard'), 'utf8'), 'go on');
    assert.match(attached.output, /> go on\nafter\n[^]*■ finished/);
  });

  it('never starts the agent a second time', async () => {
    const folder = await rig.prepareScript([
      { do: 'append', path: 'count', text: 'x' },
      { do: 'waitFor', path: 'go' },
    ]);
    const runners = [rig.run([folder]), rig.run([folder]), rig.run([folder])];
    await rig.event(folder, 'toolEnded');
    await writeFile(join(rig.worktree, 'go'), '');
    assert.deepEqual(await Promise.all(runners.map(({ exit }) => exit)), [0, 0, 0]);
    assert.equal(readFileSync(join(rig.worktree, 'count'), 'utf8'), 'x');
    assert.equal(rig.events(folder).filter((event) => event.type === 'agentStarted').length, 1);
  });

  it('shows an attempt that is over, with its result', async () => {
    const folder = await rig.prepareScript([{ do: 'say', text: 'words' }]);
    await rig.run([folder]).exit;
    const again = rig.run([folder]);
    assert.equal(await again.exit, 0);
    assert.match(again.output, /words[^]*■ finished/);
  });

  it('answers a permission with a typed letter', async () => {
    const folder = await rig.prepareScript([{ do: 'askPermission', tool: 'Bash', summary: 'make' }]);
    const host = rig.run([folder]);
    await rig.event(folder, 'permissionAsked');
    const attached = rig.run([folder]);
    await until(() => attached.output.includes('May it use Bash: make'), 'the request');
    attached.child.stdin?.write('y\n');
    assert.equal(await host.exit, 0);
    assert.equal((await rig.event(folder, 'permissionAnswered')).allowed, true);
  });

  it('says when the host died without a result', async () => {
    const folder = await rig.prepareScript([{ do: 'hang' }]);
    const host = rig.run([folder]);
    await rig.event(folder, 'sessionStarted');
    const attached = rig.run([folder]);
    await until(() => attached.output.includes('▶'), 'the transcript');
    host.child.kill('SIGKILL');
    assert.equal(await attached.exit, 1);
    assert.match(attached.output, /is gone, and left no result/);
  });
});

describe('a start token', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('is void once another process owns the repository', async () => {
    const folder = await rig.prepareScript([{ do: 'write', path: 'a', text: '' }]);
    await rig.own(2);
    const runner = rig.run([folder]);
    assert.equal(await runner.exit, 1);
    assert.match(runner.output, /void/);
    assert.ok(!existsSync(join(rig.worktree, 'a')));
    assert.ok(!existsSync(join(folder, 'start-token')));
  });
});

describe('an idle runner', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('plays the attempt that it is told', async () => {
    const folder = await rig.prepareScript([{ do: 'write', path: 'a', text: '' }]);
    const runner = rig.run(['--idle']);
    runner.child.stdin?.write(`${folder}\n`);
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('goes on when its input ends after the first line', async () => {
    const folder = await rig.prepareScript([{ do: 'write', path: 'a', text: '' }]);
    const runner = rig.run(['--idle']);
    runner.child.stdin?.end(`${folder}\n`);
    assert.equal(await runner.exit, 0);
    assert.equal(rig.result(folder).outcome, 'finished');
  });

  it('leaves when its input ends before', async () => {
    const runner = rig.run(['--idle']);
    runner.child.stdin?.end();
    assert.equal(await runner.exit, 0);
  });
});
