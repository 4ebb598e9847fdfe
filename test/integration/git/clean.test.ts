import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { InUse } from '../../../src/adapters/git/planClean.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { collected, gitOn, prepared, valueOf } from '../../support/gitUnderTest.ts';

describe('clean', () => {
  const nothingInUse: InUse = { slots: [], branches: [] };
  let repo: GitRepo;
  let git: Git;
  let base: string;

  beforeEach(() => {
    repo = createGitRepo();
    base = repo.commit({ 'a.txt': 'a\n' });
    git = gitOn(repo);
    repo.git('branch', 'tutti/p/integration', base);
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  const plan = async (use = nothingInUse): Promise<readonly string[]> => {
    const { items } = await git.planClean(use);
    return items.map((item) => `${item.action} ${item.kind} ${path.basename(item.name)}: ${item.why}`);
  };

  /** A task's work in a slot, on its branch. */
  const work = async (slot: string): Promise<string> => {
    const branch = `tutti/p/${slot}`;
    const { path: folder } = await prepared(git, { slot, branch, start: base });
    writeFileSync(path.join(folder, `${slot}.txt`), slot);
    return (await collected(git, { slot, branch, base })).commit;
  };

  it('lets go of a landed branch and its clean slot, and removes them with snapshots first', async () => {
    const landed = await work('s1');
    repo.git('branch', '--force', 'tutti/p/integration', landed);
    assert.deepEqual(await plan(), [
      'remove slot s1: no process works in it, it is clean, and its commit is on tutti/p/integration',
      'keep branch integration: it is the result of a run',
      'remove branch s1: it has landed on tutti/p/integration',
    ]);
    const outcomes = await git.applyClean(await git.planClean(nothingInUse), nothingInUse);
    assert.deepEqual(
      outcomes.map(({ item, removed }) => [item.kind, removed]),
      [
        ['slot', true],
        ['branch', true],
      ],
    );
    assert.ok(!existsSync(git.worktrees.pathOf('s1')));
    assert.equal(await git.history.resolve('tutti/p/s1'), null);
    for (const { snapshot } of outcomes) assert.equal(repo.git('rev-parse', snapshot ?? '').trim(), landed);
    await prepared(git, { slot: 's1', branch: 'tutti/p/again', start: base });
  });

  it('keeps what has not landed, what is dirty, what is in use, and what was restored', async () => {
    await work('s1');
    await work('s2');
    writeFileSync(path.join(git.worktrees.pathOf('s2'), 'loose.txt'), 'loose');
    await work('s3');
    repo.git('branch', 'tutti/restored/x', base);
    assert.deepEqual(await plan({ slots: ['s3'], branches: ['tutti/p/s3'] }), [
      'remove slot s1: no process works in it, it is clean, and its commit is on tutti/p/s1',
      'keep slot s2: it has uncommitted changes (1 files)',
      'keep slot s3: a run uses it',
      'keep branch integration: it is the result of a run',
      'keep branch s1: it has not landed on tutti/p/integration',
      `keep branch s2: it is checked out in ${git.worktrees.pathOf('s2')}`,
      'keep branch s3: a run uses it',
      'keep branch x: you restored it',
    ]);
  });

  it('keeps a slot while a process works in it', async () => {
    const landed = await work('s1');
    repo.git('branch', '--force', 'tutti/p/integration', landed);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      cwd: git.worktrees.pathOf('s1'),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(child.stdout, 'data');
      assert.equal((await plan())[0], `keep slot s1: process ${child.pid ?? 0} works in it`);
    } finally {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    }
  });

  it('keeps a slot whose commit is on no branch, and one with something unfinished', async () => {
    const { path: first } = await prepared(git, { slot: 's1', branch: 'tutti/p/s1', start: base });
    repo.gitIn(first, 'checkout', '--quiet', '--detach');
    repo.gitIn(first, 'commit', '--quiet', '--allow-empty', '-m', 'loose');
    const { path: second } = await prepared(git, { slot: 's2', branch: 'tutti/p/s2', start: base });
    repo.gitIn(second, 'bisect', 'start');
    const lines = await plan();
    assert.match(lines[0] ?? '', /^keep slot s1: its commit [0-9a-f]{10} is on no branch$/);
    assert.match(lines[1] ?? '', /^keep slot s2: something is unfinished in it \(BISECT_/);
  });

  it('lets go of a gate’s slot, whatever the gate left in it', async () => {
    valueOf(await git.worktrees.checkOut({ slot: 'g1', commit: base }));
    writeFileSync(path.join(git.worktrees.pathOf('g1'), 'report.xml'), '<x/>');
    assert.equal(
      (await plan())[0],
      'remove slot g1: no process works in it, and it holds only what gates left',
    );
    const [outcome] = await git.applyClean(await git.planClean(nothingInUse), nothingInUse);
    assert.equal(outcome?.removed, true);
  });

  it('keeps a snapshot until a branch has what it holds', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/s1', start: base });
    writeFileSync(path.join(folder, 'loose.txt'), 'loose');
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/s2', start: base });
    const [ref = ''] = snapshots;
    const line = async (): Promise<string> => (await plan()).find((one) => one.includes(' snapshot ')) ?? '';
    assert.equal(await line(), `keep snapshot ${path.basename(ref)}: what it holds is on no branch`);
    await git.restoreSnapshot(ref, { kind: 'branch' });
    assert.equal(
      await line(),
      `remove snapshot ${path.basename(ref)}: its commit is on tutti/restored/${path.basename(ref)}`,
    );
  });

  it('tells leftovers apart: a worktree whose folder is gone, and folders that are nobody’s', async () => {
    await work('s1');
    rmSync(git.worktrees.pathOf('s1'), { recursive: true });
    mkdirSync(path.join(repo.root, 'repo.tutti', 'notes'));
    assert.deepEqual(
      (await plan()).filter((line) => line.includes('leftover')),
      ['remove leftover s1: its folder is gone', 'keep leftover notes: not a worktree of this repository'],
    );
    await git.applyClean(await git.planClean(nothingInUse), nothingInUse);
    assert.doesNotMatch(repo.git('worktree', 'list'), /repo\.tutti/);
    assert.ok(existsSync(path.join(repo.root, 'repo.tutti', 'notes')));
  });

  it('removes unlanded work when a person insists, with all of it in a snapshot', async () => {
    const commit = await work('s1');
    await work('s2');
    writeFileSync(path.join(git.worktrees.pathOf('s1'), 'loose.txt'), 'loose');
    const made = await git.planClean(nothingInUse);
    const insisted = made.items.filter(({ kind, name }) => kind === 'slot' && name === 's1');
    assert.deepEqual(
      made.items.filter(({ mayInsist }) => mayInsist).map(({ kind, name }) => `${kind} ${name}`),
      ['slot s1', 'branch tutti/p/s2'],
    );
    const [outcome] = await git.applyClean({ items: [] }, nothingInUse, insisted);
    assert.equal(outcome?.removed, true);
    assert.ok(!existsSync(git.worktrees.pathOf('s1')));
    assert.equal(repo.git('show', `${outcome.snapshot ?? ''}:loose.txt`), 'loose');
    assert.equal(repo.git('rev-parse', 'tutti/p/s1').trim(), commit);
    assert.ok(existsSync(git.worktrees.pathOf('s2')));
  });

  it('keeps what nobody may insist on', async () => {
    const made = await git.planClean(nothingInUse);
    const insisted = made.items.filter(({ name }) => name === 'tutti/p/integration');
    const [outcome] = await git.applyClean({ items: [] }, nothingInUse, insisted);
    assert.deepEqual([outcome?.removed, outcome?.why], [false, 'it is the result of a run']);
  });

  it('removes nothing that has changed since the plan was made', async () => {
    const landed = await work('s1');
    repo.git('branch', '--force', 'tutti/p/integration', landed);
    const made = await git.planClean(nothingInUse);
    writeFileSync(path.join(git.worktrees.pathOf('s1'), 'late.txt'), 'late');
    const outcomes = await git.applyClean(made, nothingInUse);
    assert.deepEqual(
      outcomes.map(({ item, removed, why }) => `${item.kind} ${String(removed)} ${why ?? ''}`),
      [
        'slot false it has uncommitted changes (1 files)',
        `branch false it is checked out in ${git.worktrees.pathOf('s1')}`,
      ],
    );
    assert.ok(existsSync(path.join(git.worktrees.pathOf('s1'), 'late.txt')));
  });
});
