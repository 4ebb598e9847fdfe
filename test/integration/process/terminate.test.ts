import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import { descendantsOf, processesWithVariable } from '../../../src/adapters/process/descendants.ts';
import { isAlive, sendSignal, startTimeOf } from '../../../src/adapters/process/identity.ts';
import { endMarked, endTree } from '../../../src/adapters/process/terminate.ts';
import { until } from '../../support/until.ts';

const children: ChildProcess[] = [];

/** A child that says `ready <pid of its grandchild>` once both run. */
async function startFamily(options: { stubborn: boolean; marker?: string }): Promise<[number, number]> {
  const trap = options.stubborn ? "process.on('SIGTERM', () => {});" : '';
  const grandchild = `${trap} process.stdout.write('up'); setInterval(() => {}, 1000)`;
  const code = `${trap}
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { detached: true });
    child.stdout.once('data', () => console.log(child.pid));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(options.marker === undefined ? {} : { TUTTI_ATTEMPT: options.marker }) },
  });
  children.push(child);
  assert.ok(child.pid !== undefined);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return [child.pid, Number(line.toString())];
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('a process identity', () => {
  it('is the same at every look and gone after the end', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(child);
    const pid = child.pid ?? 0;
    const startTime = startTimeOf(pid);
    assert.ok(startTime !== null);
    assert.equal(startTimeOf(pid), startTime);
    assert.ok(isAlive({ pid, startTime }));
    child.kill('SIGKILL');
    await once(child, 'close');
    assert.equal(isAlive({ pid, startTime }), false);
    assert.equal(startTimeOf(pid), null);
  });

  it('takes a zombie for dead', async function () {
    if (process.platform !== 'linux') this.skip();
    // `tail` takes the shell's place and never waits for the child, which ends only after that.
    const script = 'exec 3<&0; sh -c "read line" <&3 & echo $!; exec tail -f /dev/null';
    const child = spawn('sh', ['-c', script], { stdio: 'pipe' });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const zombie = Number(line.toString());
    const shell = `/proc/${String(child.pid)}/comm`;
    await until(() => readFileSync(shell, 'utf8').startsWith('tail'), 'tail');
    child.stdin.write('\n');
    await until(() => startTimeOf(zombie) === null, 'the end of the child');
    process.kill(zombie, 0);
  });

  it('does not match another process of the same pid, and such a one is never signalled', () => {
    const stranger = { pid: process.pid, startTime: 'another' };
    assert.equal(isAlive(stranger), false);
    assert.equal(sendSignal(stranger, 'SIGKILL'), false);
  });
});

describe('ending a tree', () => {
  it('ends a grandchild in a session of its own', async () => {
    const [child, grandchild] = await startFamily({ stubborn: false });
    assert.deepEqual(
      descendantsOf(child).map((one) => one.pid),
      [grandchild],
    );
    await endTree(child, { graceMs: 5_000 });
    assert.equal(startTimeOf(child), null);
    assert.equal(startTimeOf(grandchild), null);
  });

  it('kills after the grace what ignores SIGTERM', async () => {
    const [child, grandchild] = await startFamily({ stubborn: true });
    await endTree(child, { graceMs: 50 });
    assert.equal(startTimeOf(child), null);
    assert.equal(startTimeOf(grandchild), null);
  });

  it('cuts the grace short when told to', async () => {
    const [child, grandchild] = await startFamily({ stubborn: true });
    await endTree(child, { graceMs: 3_600_000, signal: AbortSignal.abort() });
    assert.equal(startTimeOf(child), null);
    assert.equal(startTimeOf(grandchild), null);
  });

  it('is content with a process that is gone', async () => {
    await endTree(2 ** 22 + 1, { graceMs: 10 });
  });
});

describe('ending what carries a marker', () => {
  it('finds a stray whose parent is gone, and nothing else', async function () {
    if (process.platform === 'win32') this.skip();
    const marker = `test/${String(process.pid)}/marked`;
    const [child, stray] = await startFamily({ stubborn: false, marker });
    const [other] = await startFamily({ stubborn: false, marker: `${marker}-2` });
    process.kill(child, 'SIGKILL');
    await until(() => startTimeOf(child) === null, 'the end of the parent');
    assert.equal(await endMarked(marker, { graceMs: 5_000 }), 1);
    assert.equal(startTimeOf(stray), null);
    assert.notEqual(startTimeOf(other), null);
    assert.equal(await endMarked(`${marker}-2`, { graceMs: 5_000 }), 2);
    assert.deepEqual(processesWithVariable('TUTTI_ATTEMPT', `${marker}-2`), []);
  });
});
