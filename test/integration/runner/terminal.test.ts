import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { startTimeOf } from '../../../src/adapters/process/identity.ts';
import { attemptFiles, type RunnerIdentity, type TerminalRecord } from '../../../src/shared/attempt.ts';
import { AttemptRig } from '../../support/attemptRig.ts';
import { until } from '../../support/until.ts';

describe('a runner in a terminal', function () {
  this.timeout(60_000);
  let rig: AttemptRig;
  before(function () {
    // The terminals are those of util-linux.
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(async () => {
    rig = await AttemptRig.create();
  });
  afterEach(() => rig.remove());

  it('takes what is typed, and keeps its transcript in view until Enter is pressed', async () => {
    const folder = await rig.prepareScript([{ do: 'waitForMessage', path: 'heard' }]);
    const terminal = rig.runInTerminal(folder);
    await rig.event(folder, 'sessionStarted');
    terminal.child.stdin?.write('go on\n');
    await until(() => terminal.output.includes('Press Enter to close'), 'the end');
    assert.equal(readFileSync(join(rig.worktree, 'heard'), 'utf8'), 'go on');
    assert.equal(rig.result(folder).outcome, 'finished');
    assert.match(terminal.output, /> go on[^]*■ finished/);
    terminal.child.stdin?.write('\n');
    assert.equal(await terminal.exit, 0);
  });

  it('is on record for as long as it lives', async () => {
    const folder = await rig.prepareScript([{ do: 'waitForMessage' }]);
    const terminal = rig.runInTerminal(folder);
    await rig.event(folder, 'sessionStarted');
    const runner = hostOf(folder);
    assert.deepEqual(records(rig), [{ pid: runner.pid, startTime: runner.startTime, folder }]);
    terminal.child.stdin?.write('go\n');
    await until(() => terminal.output.includes('Press Enter to close'), 'the end');
    terminal.child.stdin?.write('\n');
    await terminal.exit;
    assert.deepEqual(records(rig), []);
  });

  it('hosts its attempt to the end when the terminal is closed, and leaves then', async () => {
    const folder = await rig.prepareScript([{ do: 'waitFor', path: 'go' }]);
    const terminal = rig.runInTerminal(folder);
    await rig.event(folder, 'sessionStarted');
    terminal.child.kill('SIGKILL');
    await terminal.exit;
    await writeFile(join(rig.worktree, 'go'), '');
    await until(() => existsSync(join(folder, attemptFiles.result)), 'the result');
    assert.equal(rig.result(folder).outcome, 'finished');
    const { pid } = hostOf(folder);
    await until(() => startTimeOf(pid) === null, 'the runner to leave');
  });

  it('that only shows an attempt leaves with its terminal', async () => {
    const folder = await rig.prepareScript([{ do: 'say', text: 'words' }, { do: 'waitForMessage' }]);
    rig.run([folder]);
    await rig.event(folder, 'text');
    const viewer = rig.runInTerminal(folder);
    await until(() => viewer.output.includes('words'), 'the transcript');
    const [record] = records(rig);
    assert.equal(record?.folder, folder);
    viewer.child.kill('SIGKILL');
    await until(() => startTimeOf(record.pid) === null, 'the viewer to leave');
    assert.ok(startTimeOf(hostOf(folder).pid) !== null);
  });

  it('leaves the choice to a person when the host of the attempt died', async () => {
    const folder = await rig.prepareScript([{ do: 'say', text: 'words' }, { do: 'hang' }]);
    const host = rig.run([folder]);
    await rig.event(folder, 'text');
    host.child.kill('SIGKILL');
    await host.exit;
    const terminal = rig.runInTerminal(folder);
    await until(() => terminal.output.includes('Press Enter to close'), 'the choice');
    assert.match(terminal.output, /words[^]*`tutti resume` goes on with it/);
    terminal.child.stdin?.write('\n');
    assert.equal(await terminal.exit, 0);
  });
});

function hostOf(folder: string): RunnerIdentity {
  return JSON.parse(readFileSync(join(folder, attemptFiles.runner), 'utf8')) as RunnerIdentity;
}

function records({ root }: AttemptRig): readonly TerminalRecord[] {
  const folder = join(root, 'state', 'terminals');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TerminalRecord,
  );
}
