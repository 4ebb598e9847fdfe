import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAlive, startTimeOf } from '../../../src/adapters/process/identity.ts';
import { runProcess } from '../../../src/adapters/process/run.ts';

const node = process.execPath;

describe('runProcess', () => {
  it('gives the exit code, both streams and the input back as data', async () => {
    const script = `process.stdin.pipe(process.stdout); process.stderr.write('é!'); process.exitCode = 3;`;
    const outcome = await runProcess(node, ['-e', script], { input: 'grüße' });
    assert.deepEqual(
      { ...outcome, durationMs: 0 },
      {
        reason: 'exited',
        exitCode: 3,
        signal: null,
        stdout: 'grüße',
        stderr: 'é!',
        truncated: false,
        durationMs: 0,
      },
    );
  });

  it('passes arguments on as they are, without a shell', async () => {
    const hostile = ['$(id)', '`id`', 'a b', '"', "'", '; exit 9', '', '*'];
    const outcome = await runProcess(node, [
      '-e',
      'process.stdout.write(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...hostile,
    ]);
    assert.deepEqual(JSON.parse(outcome.stdout), hostile);
  });

  it('tells a program that is missing from a folder that is missing', async () => {
    const program = await runProcess('tutti-no-such-program', []);
    const folder = await runProcess(node, ['-e', '0'], {
      cwd: path.join(os.tmpdir(), 'tutti-no-such-folder'),
    });
    assert.deepEqual([program.reason, folder.reason], ['not-found', 'failed']);
  });

  it('says that it failed when the arguments cannot be passed on', async () => {
    const outcome = await runProcess(node, ['-e', 'a\0b']);
    assert.equal(outcome.reason, 'failed');
    assert.match(outcome.stderr, /null bytes/);
  });

  it('reads a flood to its end, and keeps no more of it than asked', async () => {
    const script = `process.stdout.write('ä'.repeat(500_000)); process.stderr.write('end')`;
    const outcome = await runProcess(node, ['-e', script], { maxOutputBytes: 1_000 });
    assert.equal(Buffer.byteLength(outcome.stdout), 1_000);
    assert.deepEqual([outcome.truncated, outcome.stderr, outcome.exitCode], [true, 'end', 0]);
  });

  it('does not mind a child that never reads its input', async () => {
    const outcome = await runProcess(node, ['-e', '0'], { input: 'x'.repeat(1_000_000) });
    assert.deepEqual([outcome.reason, outcome.exitCode], ['exited', 0]);
  });

  it('does not start what was aborted before', async () => {
    const outcome = await runProcess(node, ['-e', '0'], { signal: AbortSignal.abort() });
    assert.equal(outcome.reason, 'aborted');
  });

  it('ends the whole group of a child that ignores SIGTERM when the time is up', async () => {
    // The grandchild holds the pipes: `close` comes only when it is dead too.
    const script = `
      process.on('SIGTERM', () => {});
      const child = require('node:child_process').spawn(process.execPath,
        ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)'], { stdio: 'inherit' });
      setInterval(() => {}, 1000);`;
    const outcome = await runProcess(node, ['-e', script], { timeoutMs: 5_000, graceMs: 100 });
    assert.deepEqual([outcome.reason, outcome.signal], ['timeout', 'SIGKILL']);
    const grandchild = Number(outcome.stdout);
    assert.ok(grandchild > 0);
    const startTime = startTimeOf(grandchild);
    // Dead a moment after its pipes are closed; mocha's time limit is the bound.
    while (startTime !== null && isAlive({ pid: grandchild, startTime })) await nextTurn();
  });

  it('ends a running child on abort', async () => {
    const controller = new AbortController();
    const running = runProcess(node, ['-e', 'setInterval(() => {}, 1000)'], { signal: controller.signal });
    controller.abort();
    const outcome = await running;
    assert.deepEqual([outcome.reason, outcome.signal], ['aborted', 'SIGTERM']);
  });

  it('is not held up by a child left behind with the pipes in its hands', async () => {
    const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { stdio: 'inherit' }).unref(); process.exit(4)`;
    const outcome = await runProcess(node, ['-e', script], { graceMs: 50 });
    assert.deepEqual([outcome.reason, outcome.exitCode], ['exited', 4]);
  });

  it('keeps head and tail of what goes to a file, and says how much is missing', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tutti-run-'));
    try {
      const file = path.join(folder, 'out.txt');
      const script = `process.stdout.write('first' + 'x'.repeat(30_000_000) + 'last')`;
      const outcome = await runProcess(node, ['-e', script], { outputFile: file });
      const text = await fs.readFile(file, 'latin1');
      assert.deepEqual([outcome.truncated, outcome.stdout], [true, '']);
      assert.ok(text.length < 10_000_100, `${String(text.length)} bytes`);
      assert.match(text.slice(0, 10), /^firstx+$/);
      assert.match(text.slice(-10), /^x+last$/);
      assert.ok(text.includes(Buffer.from('\n[… 20000009 bytes left out …]\n').toString('latin1')));
    } finally {
      await fs.rm(folder, { recursive: true });
    }
  });
});
