import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { collected, collecting, gitOn, prepared } from '../../support/gitUnderTest.ts';

describe('collect', () => {
  const branch = 'tutti/p/1-a';
  let repo: GitRepo;
  let git: Git;
  let base: string;
  let folder: string;

  beforeEach(async () => {
    repo = createGitRepo();
    base = repo.commit({
      'a.txt': 'a\n',
      'b/c.txt': 'c\n',
      'plan.md': '- [ ] 1 a\n',
      '.gitignore': '.env\n',
    });
    git = gitOn(repo);
    folder = (await prepared(git, { slot: 's1', branch, start: base })).path;
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  const edit = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const inSlot = (...args: readonly string[]): string => repo.gitIn(folder, ...args).trim();

  it('commits new, changed and deleted files in one commit with the trailers', async () => {
    edit('new/file.txt', 'new\n');
    edit('a.txt', 'changed\n');
    rmSync(path.join(folder, 'b'), { recursive: true });
    const work = await collected(git, { slot: 's1', branch, base });
    assert.deepEqual(work.changed, ['a.txt', 'b/c.txt', 'new/file.txt']);
    assert.equal(work.changedCount, 3);
    assert.equal(inSlot('rev-parse', branch), work.commit);
    assert.equal(inSlot('rev-parse', `${branch}^{tree}`), work.tree);
    assert.equal(inSlot('rev-parse', `${branch}^`), base);
    assert.equal(inSlot('status', '--porcelain'), '');
    assert.equal(
      inSlot('log', '-1', '--format=%s|%an|%(trailers:key=Tutti-Task,valueonly)'),
      'Do the task|Ada|1.1',
    );
  });

  it('makes no commit when nothing changed', async () => {
    const work = await collected(git, { slot: 's1', branch, base });
    assert.deepEqual([work.commit, work.changedCount], [base, 0]);
  });

  it('keeps the agent’s own commits, and adds what it left on top', async () => {
    edit('own.txt', 'own\n');
    inSlot('add', '--all');
    inSlot('commit', '--quiet', '-m', 'own');
    const own = inSlot('rev-parse', 'HEAD');
    assert.equal((await collected(git, { slot: 's1', branch, base })).commit, own);
    edit('rest.txt', 'rest\n');
    const work = await collected(git, { slot: 's1', branch, base });
    assert.equal(inSlot('rev-parse', `${work.commit}^`), own);
    assert.deepEqual(work.changed, ['own.txt', 'rest.txt']);
  });

  it('takes staged changes along', async () => {
    edit('staged.txt', 'staged\n');
    inSlot('add', 'staged.txt');
    const work = await collected(git, { slot: 's1', branch, base });
    assert.deepEqual(work.changed, ['staged.txt']);
  });

  it('takes file names byte for byte', async () => {
    const names = ['-dash', 'quo"te', 'new\nline', 'grüße 🎼', ' space ', 'star*', ':(top)x', 'back\\slash'];
    for (const name of names) edit(name, 'x\n');
    const latin1 = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xfc, 0x72])]);
    writeFileSync(latin1, 'not UTF-8\n');
    const work = await collected(git, { slot: 's1', branch, base });
    assert.equal(work.changedCount, names.length + 1);
    for (const name of names) assert.ok(work.changed.includes(name), JSON.stringify(name));
    assert.equal(inSlot('status', '--porcelain'), '');
  });

  it('keeps executable bits and symbolic links', async () => {
    edit('run.sh', '#!/bin/sh\n');
    chmodSync(path.join(folder, 'run.sh'), 0o755);
    chmodSync(path.join(folder, 'a.txt'), 0o755);
    symlinkSync('a.txt', path.join(folder, 'link'));
    const { commit } = await collected(git, { slot: 's1', branch, base });
    const modes = inSlot('ls-tree', commit, 'run.sh', 'a.txt', 'link').split('\n');
    assert.deepEqual(
      modes.map((line) => line.replace(/ blob .*\t/, ' ')),
      ['100755 a.txt', '120000 link', '100755 run.sh'],
    );
  });

  it('follows a file that became a folder, a folder that became a file, and one that became a link', async () => {
    rmSync(path.join(folder, 'a.txt'));
    edit('a.txt/inner', 'inner\n');
    renameSync(path.join(folder, 'b'), path.join(folder, 'moved'));
    symlinkSync('moved', path.join(folder, 'b'));
    const first = await collected(git, { slot: 's1', branch, base });
    assert.equal(inSlot('status', '--porcelain'), '');
    assert.deepEqual(inSlot('ls-tree', '-r', '--name-only', first.commit).split('\n'), [
      '.gitignore',
      'README.md',
      'a.txt/inner',
      'b',
      'moved/c.txt',
      'plan.md',
    ]);
    rmSync(path.join(folder, 'moved'), { recursive: true });
    edit('moved', 'a file\n');
    await collected(git, { slot: 's1', branch, base });
    assert.equal(inSlot('status', '--porcelain'), '');
  });

  describe('leaves out', () => {
    it('files over 10 MB and nested repositories, and names them', async () => {
      edit('small.txt', 'small\n');
      writeFileSync(path.join(folder, 'large.bin'), Buffer.alloc(10_000_001));
      mkdirSync(path.join(folder, 'nested'));
      repo.gitIn(path.join(folder, 'nested'), 'init', '--quiet');
      const work = await collected(git, { slot: 's1', branch, base });
      assert.deepEqual([work.changed, work.tooLarge], [['small.txt'], ['large.bin', 'nested/']]);
      assert.equal(inSlot('cat-file', '--batch-check', '--batch-all-objects').match(/ 10000001$/m), null);
    });

    it('the plan file, changed or committed', async () => {
      edit('plan.md', '- [x] 1 a\n');
      edit('work.txt', 'work\n');
      const first = await collected(git, { slot: 's1', branch, base, keepAsBase: ['plan.md'] });
      assert.deepEqual(first.changed, ['work.txt']);
      inSlot('commit', '--quiet', '-am', 'tick the box');
      const second = await collected(git, { slot: 's1', branch, base, keepAsBase: ['plan.md'] });
      assert.deepEqual(second.changed, ['work.txt']);
      assert.equal(inSlot('show', `${second.commit}:plan.md`), '- [ ] 1 a');
    });

    it('copied files and what setup made, even when the agent commits them', async () => {
      repo.write('.env', 'SECRET=1\n');
      const other = gitOn(repo, { worktree: { copy: ['.env'], setup: ['echo made > generated.txt'] } });
      folder = (await prepared(other, { slot: 's2', branch: 'tutti/p/2', start: base })).path;
      edit('work.txt', 'work\n');
      inSlot('add', '--force', '--all', '.', '.env');
      inSlot('commit', '--quiet', '-m', 'everything');
      const work = await collected(other, { slot: 's2', branch: 'tutti/p/2', base });
      assert.deepEqual(work.changed, ['work.txt']);
      assert.doesNotMatch(inSlot('ls-tree', '-r', '--name-only', work.commit), /env|generated/);
      other.dispose();
    });
  });

  describe('wherever the agent went', () => {
    it('takes the HEAD of another branch, and leaves that branch alone', async () => {
      inSlot('checkout', '--quiet', '-b', 'feature');
      edit('own.txt', 'own\n');
      inSlot('add', '--all');
      inSlot('commit', '--quiet', '-m', 'own');
      const own = inSlot('rev-parse', 'HEAD');
      edit('rest.txt', 'rest\n');
      const work = await collected(git, { slot: 's1', branch, base });
      assert.equal(inSlot('rev-parse', branch), work.commit);
      assert.equal(inSlot('rev-parse', 'feature'), own);
      assert.equal(inSlot('symbolic-ref', '--short', 'HEAD'), branch);
      assert.equal(inSlot('status', '--porcelain'), '');
    });

    it('takes a detached HEAD, and keeps what the task’s branch was at', async () => {
      edit('first.txt', 'first\n');
      const first = await collected(git, { slot: 's1', branch, base });
      inSlot('checkout', '--quiet', '--detach', base);
      edit('second.txt', 'second\n');
      const second = await collected(git, { slot: 's1', branch, base });
      assert.deepEqual(second.changed, ['second.txt']);
      const snapshots = await git.listSnapshots();
      assert.deepEqual(
        snapshots.map((snapshot) => snapshot.commit),
        [first.commit],
      );
    });

    it('says that the base is lost when history was rewritten below it', async () => {
      inSlot('reset', '--quiet', '--hard', `${base}~1`);
      inSlot('commit', '--quiet', '--allow-empty', '-m', 'rewritten');
      const head = inSlot('rev-parse', 'HEAD');
      const result = await git.worktrees.collect(collecting({ slot: 's1', branch, base }));
      assert.ok(!result.ok && result.reason === 'base-lost');
      assert.equal(result.head, head);
      assert.equal(inSlot('rev-parse', 'HEAD'), head);
    });

    it('concludes a merge that the agent resolved and did not commit', async () => {
      const other = repo.commit({ 'a.txt': 'theirs\n' });
      edit('a.txt', 'ours\n');
      inSlot('commit', '--quiet', '-am', 'ours');
      assert.throws(() => inSlot('merge', other));
      edit('a.txt', 'both\n');
      const work = await collected(git, { slot: 's1', branch, base });
      assert.equal(inSlot('rev-parse', `${work.commit}^2`), other);
      assert.equal(inSlot('status'), `On branch ${branch}\nnothing to commit, working tree clean`);
    });

    it('works where a killed git left its index.lock', async () => {
      writeFileSync(path.join(inSlot('rev-parse', '--absolute-git-dir'), 'index.lock'), '');
      edit('new.txt', 'new\n');
      assert.deepEqual((await collected(git, { slot: 's1', branch, base })).changed, ['new.txt']);
    });
  });

  it('collects from eight slots at once', async () => {
    const names = ['1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => `t${digit}`);
    const works = await Promise.all(
      names.map(async (slot) => {
        const target = { slot, branch: `tutti/p/${slot}` };
        const { path: place } = await prepared(git, { ...target, start: base });
        writeFileSync(path.join(place, `${slot}.txt`), slot);
        return collected(git, { ...target, base });
      }),
    );
    assert.deepEqual(
      works.map((work) => work.changed),
      names.map((name) => [`${name}.txt`]),
    );
  });

  it('moves no ref once another process owns the repository', async () => {
    const evicted = gitOn(repo, { stillOwner: () => false });
    edit('new.txt', 'new\n');
    const result = await evicted.worktrees.collect(collecting({ slot: 's1', branch, base }));
    assert.match(result.ok ? '' : result.message, /taken the repository over/);
    assert.equal(inSlot('rev-parse', branch), base);
    evicted.dispose();
  });

  it('says that the slot is gone', async () => {
    rmSync(folder, { recursive: true });
    const result = await git.worktrees.collect(collecting({ slot: 's1', branch, base }));
    assert.match(result.ok ? '' : result.message, /slot s1 is gone/);
  });
});
