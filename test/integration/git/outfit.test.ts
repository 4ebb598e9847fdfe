import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import type { GitOverrides } from '../../support/gitUnderTest.ts';
import { collected, gitOn, prepared, preparing, valueOf } from '../../support/gitUnderTest.ts';

describe('what a commit does not bring', () => {
  let repo: GitRepo;
  let base: string;
  let all: Git[];

  beforeEach(() => {
    repo = createGitRepo();
    base = repo.commit({ 'package-lock.json': '1\n', '.gitignore': '.env*\nlog/\nran.log\n' });
    all = [];
  });

  afterEach(() => {
    for (const git of all) git.dispose();
    repo.dispose();
  });

  const open = (overrides: GitOverrides): Git => {
    const git = gitOn(repo, overrides);
    all.push(git);
    return git;
  };
  const inSlot = (git: Git, file: string): string => path.join(git.worktrees.pathOf('s1'), file);

  describe('setup', () => {
    const setup = ['echo ran >> ran.log', 'mkdir -p made && echo made > made/file'];
    const runs = (git: Git): number => readFileSync(inSlot(git, 'ran.log'), 'utf8').split('\n').length - 1;

    it('runs in a new slot, and again only when a lock file or a command changed', async () => {
      const git = open({ worktree: { setup } });
      const first = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      const second = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
      const next = repo.commit({ 'package-lock.json': '2\n' });
      const third = await prepared(git, { slot: 's1', branch: 'tutti/p/3', start: next });
      assert.deepEqual([first.setupRan, second.setupRan, third.setupRan], [true, false, true]);
      assert.equal(runs(git), 2);
      const later = open({ worktree: { setup } });
      const fourth = await prepared(later, { slot: 's1', branch: 'tutti/p/4', start: next });
      const other = open({ worktree: { setup: [...setup, 'true'] } });
      const fifth = await prepared(other, { slot: 's1', branch: 'tutti/p/5', start: next });
      assert.deepEqual([fourth.setupRan, fifth.setupRan], [false, true]);
    });

    it('leaves untracked files that stay, and need no snapshot', async () => {
      const git = open({ worktree: { setup } });
      await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      writeFileSync(inSlot(git, 'loose.txt'), 'loose\n');
      const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
      assert.equal(snapshots.length, 1);
      assert.deepEqual(
        [existsSync(inSlot(git, 'made/file')), existsSync(inSlot(git, 'loose.txt'))],
        [true, false],
      );
      const again = await prepared(git, { slot: 's1', branch: 'tutti/p/3', start: base });
      assert.deepEqual(again.snapshots, []);
    });

    it('says which command failed and what it printed, and runs again the next time', async () => {
      const broken = open({ worktree: { setup: ['echo ran >> ran.log', 'echo no network >&2; exit 3'] } });
      for (const branch of ['tutti/p/1', 'tutti/p/2']) {
        const result = await broken.worktrees.prepare(preparing({ slot: 's1', branch, start: base }));
        assert.ok(!result.ok && result.reason === 'setup-failed');
        assert.deepEqual(
          [result.command, result.output, result.message],
          [
            'echo no network >&2; exit 3',
            'no network\n',
            'setup `echo no network >&2; exit 3` failed with exit code 3: no network',
          ],
        );
      }
      assert.equal(runs(broken), 2);
    });

    it('changes no tracked file for the agent or the gate', async () => {
      const git = open({ worktree: { setup: ['echo resolved >> package-lock.json'] } });
      const { setupRan } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      assert.equal(setupRan, true);
      assert.deepEqual(valueOf(await git.worktrees.changedFiles('s1')), []);
      const again = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
      assert.deepEqual([again.setupRan, again.snapshots], [false, []]);
    });

    it('is ended when it takes too long', async () => {
      const git = open({ worktree: { setup: ['sleep 600'] }, commandTimeoutMs: 50 });
      const result = await git.worktrees.prepare(preparing({ slot: 's1', branch: 'tutti/p/1', start: base }));
      assert.match(result.ok ? '' : result.message, /took longer than/);
    });

    it('runs for a gate’s slot too', async () => {
      const git = open({ worktree: { setup } });
      const ready = valueOf(await git.worktrees.checkOut({ slot: 's1', commit: base }));
      assert.equal(ready.setupRan, true);
      writeFileSync(inSlot(git, 'report.xml'), '<x/>');
      writeFileSync(inSlot(git, 'README.md'), 'changed by a test\n');
      assert.deepEqual(valueOf(await git.worktrees.changedFiles('s1')), ['README.md']);
      const again = valueOf(await git.worktrees.checkOut({ slot: 's1', commit: base }));
      assert.deepEqual([again.snapshots, existsSync(inSlot(git, 'report.xml'))], [[], false]);
      assert.deepEqual(valueOf(await git.worktrees.changedFiles('s1')), []);
    });
  });

  describe('copies of ignored files', () => {
    it('follow the globs of the config and of VS Code, and leave tracked files alone', async () => {
      repo.commit({ '.vscode/settings.json': '{ "git.worktreeIncludeFiles": ["log/**"], /* JSONC */ }' });
      for (const file of ['.env', '.env.local', 'log/one', 'log/deep/two']) repo.write(file, file);
      chmodSync(path.join(repo.folder, '.env'), 0o600);
      repo.write('README.md', 'uncommitted\n');
      const git = open({ worktree: { copy: ['.env', 'README.md'] } });
      await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      const found = ['.env', '.env.local', 'log/one', 'log/deep/two'].map((file) =>
        existsSync(inSlot(git, file)),
      );
      assert.deepEqual(found, [true, false, true, true]);
      assert.equal(readFileSync(inSlot(git, 'README.md'), 'utf8'), 'hello\n');
    });

    it('are made anew when the original changed, or the agent changed or removed them', async () => {
      repo.write('.env', 'one\n');
      const git = open({ worktree: { copy: ['.env'] } });
      let count = 0;
      const next = async (): Promise<string> => {
        count += 1;
        await prepared(git, { slot: 's1', branch: `tutti/p/${count}`, start: base });
        return readFileSync(inSlot(git, '.env'), 'utf8');
      };
      assert.equal(await next(), 'one\n');
      repo.write('.env', 'two, longer\n');
      assert.equal(await next(), 'two, longer\n');
      writeFileSync(inSlot(git, '.env'), 'by the agent\n');
      assert.equal(await next(), 'two, longer\n');
      rmSync(inSlot(git, '.env'));
      assert.equal(await next(), 'two, longer\n');
    });

    it('never reach a commit, even where .gitignore no longer names them', async () => {
      repo.write('.env', 'SECRET=1\n');
      const git = open({ worktree: { copy: ['.env'] } });
      await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
      writeFileSync(inSlot(git, '.gitignore'), '');
      const work = await collected(git, { slot: 's1', branch: 'tutti/p/1', base });
      assert.deepEqual(work.changed, ['.gitignore']);
    });
  });

  it('is ready ahead of time after warm, in a slot that is clean; a slot with work is left alone', async () => {
    const git = open({});
    await git.worktrees.warm('s1', base);
    assert.ok(existsSync(inSlot(git, 'README.md')));
    await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(inSlot(git, 'half.txt'), 'half\n');
    await git.worktrees.warm('s1', base);
    assert.ok(existsSync(inSlot(git, 'half.txt')));
  });
});
