import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { commandsAtOnce, GitRunner } from '../../../src/adapters/git/gitRunner.ts';

const names = Array.from({ length: commandsAtOnce }, (_, index) => String(index + 1));

/** A stand-in for git that says that it started, and ends when it is told to. */
const standIn = `#!/bin/sh
: > started/$1
while [ ! -e go/$1 ] && [ ! -e go/all ]; do sleep 0.01; done
ls started | wc -l
`;

describe('the queue of git processes', () => {
  let folder: string;
  let git: GitRunner;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tutti-queue-'));
    for (const name of ['bin', 'started', 'go']) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'bin', 'git'), standIn, { mode: 0o755 });
    git = new GitRunner(folder, { ...process.env, PATH: `${folder}/bin:${process.env['PATH'] ?? ''}` });
  });

  afterEach(() => {
    git.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const go = (name: string): void => {
    writeFileSync(path.join(folder, 'go', name), '');
  };
  const started = (): readonly string[] => readdirSync(path.join(folder, 'started'));
  const startedCount = async (count: number): Promise<void> => {
    while (started().length < count) await nextTurn();
  };

  it('runs as many at a time as there are cores, up to four, and then what is most urgent', async () => {
    const running = names.map((name) => git.run([name]));
    await startedCount(commandsAtOnce);
    const hint = git.run(['hint'], { priority: 'hint' });
    const normal = git.run(['normal']);
    const landing = git.run(['landing'], { priority: 'landing' });
    go('1');
    await startedCount(commandsAtOnce + 1);
    assert.ok(started().includes('landing'));
    go('2');
    await startedCount(commandsAtOnce + 2);
    assert.ok(started().includes('normal'));
    assert.ok(!started().includes('hint'));
    go('all');
    const outcomes = await Promise.all([...running, landing, normal, hint]);
    assert.ok(outcomes.every(({ exitCode }) => exitCode === 0));
    // The first to end saw these, not more.
    assert.equal(outcomes[0].stdout.trim(), String(commandsAtOnce));
  });

  it('lets go of what is aborted, whether it waits or runs', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const asked = [...names, 'waits'];
    const calls = asked.map((name) => git.run([name], { signal }));
    await startedCount(commandsAtOnce);
    controller.abort();
    const reasons = (await Promise.all(calls)).map(({ reason }) => reason);
    assert.deepEqual(
      reasons,
      asked.map(() => 'aborted'),
    );
    assert.ok(!started().includes('waits'));
  });

  it('ends everything when it is disposed of, and starts nothing more', async () => {
    const call = git.run(['1']);
    await startedCount(1);
    git.dispose();
    assert.equal((await call).reason, 'aborted');
    assert.equal((await git.run(['2'])).reason, 'aborted');
    assert.ok(!existsSync(path.join(folder, 'started', '2')));
  });

  it('tries again what met a worktree that was just being added, and nothing else', async () => {
    const script = `#!/bin/sh
echo x >> tries-$1
if [ "$1" = race ] && [ $(wc -l < tries-race) -lt 3 ]; then
  echo "fatal: failed to read .git/worktrees/s1/commondir: Success" >&2; exit 128
fi
[ "$1" = race ] || { echo "fatal: no" >&2; exit 128; }
`;
    writeFileSync(path.join(folder, 'bin', 'git'), script, { mode: 0o755 });
    assert.equal((await git.run(['race'])).exitCode, 0);
    assert.equal((await git.run(['other'])).exitCode, 128);
    const other = await git.run(['other']);
    assert.equal(other.stderr, 'fatal: no\n');
  });
});
