import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { collected, gitOn, prepared, preparing } from '../../support/gitUnderTest.ts';

describe('prepare', () => {
  let repo: GitRepo;
  let git: Git;
  let base: string;

  beforeEach(() => {
    repo = createGitRepo();
    base = repo.commit({ 'a.txt': 'a\n', '.gitignore': 'ignored/\n.env\n' });
    git = gitOn(repo);
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  const status = (slot: string): string =>
    repo.gitIn(git.worktrees.pathOf(slot), 'status', '--porcelain', '--branch', '--untracked-files=all');
  const refs = (): string => repo.git('for-each-ref', '--format=%(refname)', 'refs/tutti/');

  it('makes a slot beside the repository, on the new branch at the start', async () => {
    const slot = await prepared(git, { slot: 's1', branch: 'tutti/p/1-a', start: base });
    assert.deepEqual(slot, {
      slot: 's1',
      path: path.join(repo.root, 'repo.tutti', 's1'),
      setupRan: false,
      snapshots: [],
    });
    assert.equal(status('s1'), '## tutti/p/1-a\n');
    assert.equal(repo.gitIn(slot.path, 'rev-parse', 'HEAD').trim(), base);
    assert.deepEqual(await git.worktrees.existing(), ['s1']);
  });

  it('does not ask upstream of the new branch', async () => {
    await prepared(git, { slot: 's1', branch: 'tutti/p/1-a', start: base });
    assert.doesNotMatch(repo.git('config', '--list', '--local'), /branch\.tutti/);
  });

  it('makes eight slots at once', async () => {
    const names = ['1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => `s${digit}`);
    await Promise.all(names.map((slot) => prepared(git, { slot, branch: `tutti/p/${slot}`, start: base })));
    assert.deepEqual(await git.worktrees.existing(), names);
    for (const slot of names) assert.equal(status(slot), `## tutti/p/${slot}\n`);
  });

  it('uses a slot again without a snapshot when all of it is committed', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'new.txt'), 'new\n');
    await collected(git, { slot: 's1', branch: 'tutti/p/1', base });
    mkdirSync(path.join(folder, 'ignored'));
    writeFileSync(path.join(folder, 'ignored', 'cache'), 'warm');

    const again = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.deepEqual(again.snapshots, []);
    assert.equal(refs(), '');
    assert.equal(status('s1'), '## tutti/p/2\n');
    assert.deepEqual(readdirSync(folder).sort(), ['.git', '.gitignore', 'README.md', 'a.txt', 'ignored']);
  });

  it('snapshots modified, staged, deleted and untracked files, then cleans', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'a.txt'), 'changed\n');
    writeFileSync(path.join(folder, 'staged.txt'), 'staged\n');
    repo.gitIn(folder, 'add', 'staged.txt');
    writeFileSync(path.join(folder, 'staged.txt'), 'staged, then changed\n');
    rmSync(path.join(folder, 'README.md'));
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'sub', 'loose.txt'), 'loose\n');

    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.equal(snapshots.length, 1);
    assert.equal(status('s1'), '## tutti/p/2\n');
    const [ref = ''] = snapshots;
    assert.equal(repo.git('show', `${ref}:a.txt`), 'changed\n');
    assert.equal(repo.git('show', `${ref}:staged.txt`), 'staged, then changed\n');
    assert.equal(repo.git('show', `${ref}:sub/loose.txt`), 'loose\n');
    assert.equal(repo.git('show', `${ref}^2:staged.txt`), 'staged\n');
    assert.doesNotMatch(repo.git('ls-tree', '-r', '--name-only', ref), /README/);
    assert.equal(repo.git('rev-parse', `${ref}^1`).trim(), base);
  });

  it('snapshots untracked files alone, and files that git names strangely', async () => {
    const names = ['-dash', 'quo"te', 'new\nline', 'grüße 🎼', ' space ', 'star*', '!bang', '#hash'];
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    for (const name of names) writeFileSync(path.join(folder, name), `${name}\n`);
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    const files = repo.git('ls-tree', '-z', '--name-only', snapshots[0] ?? '').split('\0');
    assert.deepEqual(new Set(files), new Set([...names, '.gitignore', 'README.md', 'a.txt', '']));
    assert.equal(status('s1'), '## tutti/p/2\n');
  });

  it('sets aside, rather than deletes, what is too large for a snapshot', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'large.bin'), Buffer.alloc(10_000_001));
    mkdirSync(path.join(folder, 'nested'));
    repo.gitIn(path.join(folder, 'nested'), 'init', '--quiet');
    writeFileSync(path.join(folder, 'nested', 'work.txt'), 'work\n');
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    const kept = path.join(repo.root, 'repo.tutti', '.kept', path.basename(snapshots[0] ?? ''));
    assert.deepEqual(readdirSync(kept).sort(), ['large.bin', 'nested']);
    assert.equal(readFileSync(path.join(kept, 'nested', 'work.txt'), 'utf8'), 'work\n');
    assert.deepEqual(await git.worktrees.existing(), ['s1']);
    assert.equal(status('s1'), '## tutti/p/2\n');
  });

  it('keeps a commit that only a detached HEAD leads to', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    repo.gitIn(folder, 'checkout', '--quiet', '--detach');
    repo.gitIn(folder, 'commit', '--quiet', '--allow-empty', '-m', 'loose');
    const loose = repo.gitIn(folder, 'rev-parse', 'HEAD').trim();
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.deepEqual(
      snapshots.map((ref) => repo.git('rev-parse', ref).trim()),
      [loose],
    );
  });

  it('removes a stale index.lock and what is left of a rebase, and snapshots an unresolved merge', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'a.txt'), 'ours\n');
    repo.gitIn(folder, 'commit', '--quiet', '-am', 'ours');
    const theirs = repo.commit({ 'a.txt': 'theirs\n' });
    assert.throws(() => repo.gitIn(folder, 'rebase', theirs));
    const gitDir = repo.gitIn(folder, 'rev-parse', '--absolute-git-dir').trim();
    writeFileSync(path.join(gitDir, 'index.lock'), '');
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.match(repo.git('show', `${snapshots.at(-1) ?? ''}:a.txt`), /<<<<<<<[\s\S]*theirs[\s\S]*ours/);
    assert.equal(status('s1'), '## tutti/p/2\n');
    assert.ok(!existsSync(path.join(gitDir, 'rebase-merge')));
  });

  it('gets over an index that cannot be read', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'a.txt'), 'changed\n');
    const gitDir = repo.gitIn(folder, 'rev-parse', '--absolute-git-dir').trim();
    writeFileSync(path.join(gitDir, 'index'), 'garbage');
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.equal(repo.git('show', `${snapshots[0] ?? ''}:a.txt`), 'changed\n');
    assert.equal(status('s1'), '## tutti/p/2\n');
  });

  it('cleans what another .gitignore no longer hides', async () => {
    const other = repo.commit({ '.gitignore': '.env\n' });
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    mkdirSync(path.join(folder, 'ignored'));
    writeFileSync(path.join(folder, 'ignored', 'cache'), 'warm');
    await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: other });
    assert.equal(status('s1'), '## tutti/p/2\n');
  });

  it('adds a slot anew whose folder was deleted by hand', async () => {
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    rmSync(folder, { recursive: true });
    await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.equal(status('s1'), '## tutti/p/2\n');
  });

  it('sets a folder of that name aside that is somebody else’s, with all that is in it', async () => {
    const foreign = path.join(repo.root, 'repo.tutti', 's1');
    mkdirSync(foreign, { recursive: true });
    writeFileSync(path.join(foreign, 'mine.txt'), 'mine');
    await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    const kept = path.join(repo.root, 'repo.tutti', '.kept');
    const [name = ''] = readdirSync(kept);
    assert.deepEqual(readdirSync(path.join(kept, name)), ['mine.txt']);
    assert.equal(status('s1'), '## tutti/p/1\n');
  });

  describe('with a branch that exists', () => {
    it('refuses one that is elsewhere than this run put it', async () => {
      repo.git('branch', 'tutti/p/1', 'main~1');
      const result = await git.worktrees.prepare(preparing({ slot: 's1', branch: 'tutti/p/1', start: base }));
      assert.ok(!result.ok && result.reason === 'branch-moved');
      assert.equal(result.tip, repo.git('rev-parse', 'main~1').trim());
      assert.equal(repo.git('rev-parse', 'tutti/p/1').trim(), result.tip);
    });

    it('goes on with one that is at the start already', async () => {
      repo.git('branch', 'tutti/p/1', base);
      await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      assert.equal(status('s1'), '## tutti/p/1\n');
    });

    it('moves one away from its known tip, and keeps the tip', async () => {
      const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      writeFileSync(path.join(folder, 'new.txt'), 'new\n');
      const { commit } = await collected(git, { slot: 's1', branch: 'tutti/p/1', base });
      const next = repo.commit({ 'b.txt': 'b\n' });
      const request = { slot: 's1', branch: 'tutti/p/1', start: next, mayMoveFrom: commit };
      const { snapshots } = await prepared(git, request);
      assert.equal(repo.git('rev-parse', 'tutti/p/1').trim(), next);
      assert.equal(repo.git('rev-parse', snapshots[0] ?? '').trim(), commit);
    });

    it('says who has it checked out', async () => {
      repo.git('checkout', '--quiet', '-b', 'tutti/p/1');
      const result = await git.worktrees.prepare(preparing({ slot: 's1', branch: 'tutti/p/1', start: base }));
      assert.ok(!result.ok && result.reason === 'branch-in-use');
      assert.equal(result.path, repo.folder);
    });
  });

  it('ends strays of the attempt that had the slot before', async () => {
    const marker = `run-${process.pid}/p/1/1`;
    const env = { ...process.env, TUTTI_ATTEMPT: marker };
    const stray = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(stray.stdout, 'data');
    const exited = once(stray, 'exit');
    await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base, previousMarker: marker });
    assert.deepEqual(await exited, [null, 'SIGTERM']);
  });

  it('removes ignored files too when slots are to be fresh', async () => {
    const fresh = gitOn(repo, { worktree: { fresh: true } });
    const { path: folder } = await prepared(fresh, { slot: 's1', branch: 'tutti/p/1', start: base });
    mkdirSync(path.join(folder, 'ignored'));
    writeFileSync(path.join(folder, 'ignored', 'cache'), 'warm');
    await prepared(fresh, { slot: 's1', branch: 'tutti/p/2', start: base });
    assert.deepEqual(readdirSync(folder).sort(), ['.git', '.gitignore', 'README.md', 'a.txt']);
    fresh.dispose();
  });

  it('detaches a released slot, so that the branch can be checked out by its owner', async () => {
    await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    await git.worktrees.release('s1');
    assert.equal(status('s1'), '## HEAD (no branch)\n');
    repo.git('checkout', '--quiet', 'tutti/p/1');
  });

  it('stops when it is aborted, and works at the next try', async () => {
    const aborted = AbortSignal.abort();
    const result = await git.worktrees.prepare(
      preparing({ slot: 's1', branch: 'tutti/p/1', start: base, signal: aborted }),
    );
    assert.equal(result.ok ? '' : result.reason, 'aborted');
    await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    assert.equal(status('s1'), '## tutti/p/1\n');
  });
});
