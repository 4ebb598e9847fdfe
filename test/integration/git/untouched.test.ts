import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { collected, gitOn, prepared, someMessage, valueOf } from '../../support/gitUnderTest.ts';

describe('the user’s repository', () => {
  let repo: GitRepo;
  let git: Git;
  let base: string;

  beforeEach(() => {
    repo = createGitRepo();
    base = repo.commit({ 'a.txt': 'a\n', '.gitignore': '.env\n' });
    git = gitOn(repo);
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  /** Everything that is the user's: files with content and mode, index, HEAD, stash, branches, hooks, config. */
  const fingerprint = (): Readonly<Record<string, string>> => {
    const facts: Record<string, string> = {};
    const walk = (folder: string, name: string): void => {
      for (const entry of readdirSync(folder).sort()) {
        const file = path.join(folder, entry);
        const key = name === '' ? entry : `${name}/${entry}`;
        const stats = lstatSync(file);
        if (key === '.git') continue;
        if (stats.isDirectory()) walk(file, key);
        else facts[key] = `${stats.mode} ${stats.isSymbolicLink() ? readlinkSync(file) : hashOf(file)}`;
      }
    };
    walk(repo.folder, '');
    for (const name of [
      'HEAD',
      'index',
      'config',
      'logs/HEAD',
      'logs/refs/stash',
      'refs/stash',
      'info/exclude',
    ]) {
      const file = path.join(repo.folder, '.git', name);
      facts[`.git/${name}`] = existsSync(file) ? hashOf(file) : 'absent';
    }
    walk(path.join(repo.folder, '.git', 'hooks'), '.git/hooks');
    const format = '--format=%(refname) %(objectname)';
    facts['refs'] = repo.git(
      'for-each-ref',
      format,
      'refs/heads/main',
      'refs/heads/mine',
      'refs/stash',
      'refs/tags',
    );
    return facts;
  };
  const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

  it('is as it was after every operation there is', async () => {
    repo.git('branch', 'mine');
    repo.git('tag', 'v1');
    writeFileSync(path.join(repo.folder, 'a.txt'), 'stashed\n');
    repo.git('stash');
    writeFileSync(path.join(repo.folder, 'a.txt'), 'uncommitted\n');
    writeFileSync(path.join(repo.folder, 'staged.txt'), 'staged\n');
    repo.git('add', 'staged.txt');
    writeFileSync(path.join(repo.folder, 'untracked.txt'), 'untracked\n');
    writeFileSync(path.join(repo.folder, '.env'), 'SECRET=1\n');
    repo.git('config', 'core.hooksPath', '.git/hooks');
    const before = fingerprint();

    const own = gitOn(repo, {
      worktree: { copy: ['.env'], setup: ['echo x > made.txt'] },
      merge: { union: [], regenerate: { 'a.txt': 'echo settled > a.txt' } },
    });
    const tip = async (slot: string, text: string): Promise<string> => {
      const branch = `tutti/p/${slot}`;
      const { path: folder } = await prepared(own, { slot, branch, start: base });
      writeFileSync(path.join(folder, 'a.txt'), text);
      return (await collected(own, { slot, branch, base })).commit;
    };
    const [ours, theirs] = [await tip('s1', 'one\n'), await tip('s2', 'two\n')];
    const merged = valueOf(await own.history.merge({ ours, theirs }));
    const landed = await own.history.commitTree(merged.tree, [ours, theirs], someMessage);
    valueOf(
      await own.history.updateRefs([{ ref: 'refs/heads/tutti/p/integration', from: null, to: landed }]),
    );
    valueOf(await own.worktrees.checkOut({ slot: 'g1', commit: landed }));
    writeFileSync(path.join(own.worktrees.pathOf('s1'), 'loose.txt'), 'loose\n');
    const { snapshots } = await prepared(own, { slot: 's1', branch: 'tutti/p/s3', start: landed });
    valueOf(await own.restoreSnapshot(snapshots[0] ?? '', { kind: 'branch' }));
    valueOf(await own.restoreSnapshot(snapshots[0] ?? '', { kind: 'slot', slot: 's2' }));
    await own.worktrees.release('s1');
    await own.worktrees.warm('s1', landed);
    const use = { slots: [], branches: [] };
    await own.applyClean(await own.planClean(use), use);
    own.dispose();

    assert.deepEqual(fingerprint(), before);
  });

  it('has hooks, signing and programs in its config, and none of them runs', async () => {
    const trap = path.join(repo.root, 'trap.sh');
    const sprung = path.join(repo.root, 'sprung');
    writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> '${sprung}'\nexit 1\n`, { mode: 0o755 });
    const hooks = path.join(repo.root, 'hooks');
    mkdirSync(hooks);
    for (const name of [
      'pre-commit',
      'commit-msg',
      'post-checkout',
      'post-index-change',
      'reference-transaction',
    ]) {
      writeFileSync(path.join(hooks, name), `#!/bin/sh\necho ${name} >> '${sprung}'\nexit 1\n`, {
        mode: 0o755,
      });
    }
    repo.git('config', 'core.hooksPath', hooks);
    repo.git('config', 'commit.gpgSign', 'true');
    repo.git('config', 'gpg.program', trap);
    repo.git('config', 'core.fsmonitor', trap);
    repo.git('config', 'core.editor', trap);
    repo.git('config', 'diff.external', trap);
    assert.throws(() => repo.git('commit', '--allow-empty', '-m', 'the traps work'));
    assert.ok(existsSync(sprung));
    writeFileSync(sprung, '');

    const branch = 'tutti/p/1';
    const { path: folder } = await prepared(git, { slot: 's1', branch, start: base });
    writeFileSync(path.join(folder, 'a.txt'), 'changed\n');
    const { commit } = await collected(git, { slot: 's1', branch, base });
    valueOf(await git.history.merge({ ours: base, theirs: commit }));
    valueOf(await git.history.updateRefs([{ ref: 'refs/heads/tutti/p/x', from: null, to: commit }]));
    await git.history.describeChange(base, commit, 1_000);
    writeFileSync(path.join(folder, 'loose.txt'), 'loose\n');
    await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    valueOf(await git.worktrees.checkOut({ slot: 's2', commit }));
    await git.planClean({ slots: [], branches: [] });
    assert.equal(readFileSync(sprung, 'utf8'), '');
  });

  it('is found even when the environment points git to another one', async () => {
    const other = createGitRepo();
    const saved = { ...process.env };
    Object.assign(process.env, {
      GIT_DIR: path.join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: path.join(other.folder, '.git', 'index'),
    });
    try {
      const own = gitOn(repo);
      await prepared(own, { slot: 's1', branch: 'tutti/p/1', start: base });
      assert.equal(await own.history.resolve('tutti/p/1'), base);
      own.dispose();
    } finally {
      process.env = saved;
      other.dispose();
    }
  });
});
