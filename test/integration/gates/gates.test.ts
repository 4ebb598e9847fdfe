import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GateOptions } from '../../../src/adapters/gates/createGates.ts';
import { createGates } from '../../../src/adapters/gates/createGates.ts';
import { isAlive, startTimeOf } from '../../../src/adapters/process/identity.ts';
import type { GateOutcome, RunGate } from '../../../src/core/engine/ports.ts';

describe('gates', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-gate-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const options: GateOptions = { env: {}, setupHash: () => Promise.resolve('hash'), graceMs: 200 };
  const outputFile = (): string => path.join(folder, 'logs', 'gate.txt');
  const run = (command: string, changes: Partial<RunGate> = {}, env = {}): Promise<GateOutcome> =>
    createGates({ ...options, env }).run({
      folder,
      command,
      timeoutMs: 60_000,
      outputFile: outputFile(),
      ...changes,
    });

  it('pass by exit code 0, with both streams in the file', async () => {
    const outcome = await run('echo "in $(pwd)"; echo err >&2');
    assert.deepEqual(
      { ...outcome, durationMs: 0 },
      {
        passed: true,
        reason: 'passed',
        exitCode: 0,
        durationMs: 0,
        output: `in ${folder}\nerr\n`,
      },
    );
    assert.equal(readFileSync(outputFile(), 'utf8'), outcome.output);
  });

  it('fail by any other, and by a signal', async () => {
    const failed = await run('exit 3');
    const killed = await run('kill -9 $$');
    assert.deepEqual(
      [failed, killed].map(({ passed, reason, exitCode }) => [passed, reason, exitCode]),
      [
        [false, 'exit', 3],
        [false, 'exit', null],
      ],
    );
  });

  it('tell a command that does not exist', async () => {
    const outcome = await run('tutti-no-such-command --all');
    assert.deepEqual([outcome.passed, outcome.reason, outcome.exitCode], [false, 'not-found', 127]);
    assert.match(outcome.output, /tutti-no-such-command/);
  });

  it('get the configured variables and the marker, and no pointer to another repository', async () => {
    process.env['GIT_DIR'] = '/nowhere';
    try {
      const outcome = await run('echo "$CI|$TUTTI_ATTEMPT|$GIT_DIR"', {}, { CI: '1' });
      assert.equal(outcome.output, `1|gate ${folder}|\n`);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('are ended with all their children when the time is up', async () => {
    const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)';
    const command = `'${process.execPath}' -e '${script}' & wait`;
    const outcome = await run(command, { timeoutMs: 5_000 });
    assert.equal(outcome.reason, 'timeout');
    await assertGone(Number(outcome.output));
  });

  it('leave no server behind, even in a session of its own', async () => {
    const script =
      'const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"],' +
      ' { detached: true, stdio: "ignore" }); c.unref(); console.log(c.pid)';
    const outcome = await run(`'${process.execPath}' -e '${script}'`);
    assert.equal(outcome.passed, true);
    await assertGone(Number(outcome.output));
  });

  it('stop on abort', async () => {
    const controller = new AbortController();
    const running = run('sleep 600', { signal: controller.signal });
    controller.abort();
    assert.equal((await running).reason, 'aborted');
  });

  it('keep the ends of a flood: 10 MB on disk, 8,000 characters in the outcome', async () => {
    const script = 'process.stdout.write("first " + "x".repeat(20_000_000) + " last")';
    const outcome = await run(`'${process.execPath}' -e '${script}'`);
    assert.ok(statSync(outputFile()).size < 10_001_000);
    assert.ok(outcome.output.length <= 8_000);
    assert.match(outcome.output, /^first x+\n\[… \d+ characters left out …\]\nx+ last$/);
  });

  it('have an environment hash that follows variables and setup inputs, not their order', async () => {
    const hash = (env: GateOptions['env'], setup = 'hash'): Promise<string> =>
      createGates({ env, setupHash: () => Promise.resolve(setup) }).environmentHash();
    const one = await hash({ A: '1', B: '2' });
    assert.equal(await hash({ B: '2', A: '1' }), one);
    const others = await Promise.all([
      hash({ A: '1' }),
      hash({ A: '1', B: '3' }),
      hash({ A: '1', B: '2' }, 'other'),
    ]);
    assert.equal(new Set([one, ...others]).size, 4);
  });
});

async function assertGone(pid: number): Promise<void> {
  assert.ok(pid > 0, 'a process id was printed');
  const startTime = startTimeOf(pid);
  while (startTime !== null && isAlive({ pid, startTime })) await nextTurn();
}
