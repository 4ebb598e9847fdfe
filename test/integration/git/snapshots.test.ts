import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { gitOn, prepared, valueOf } from '../../support/gitUnderTest.ts';

describe('snapshots', () => {
  let repo: GitRepo;
  let git: Git;
  let base: string;
  let ref: string;

  beforeEach(async () => {
    repo = createGitRepo();
    base = repo.commit({ 'a.txt': 'a\n', 'gone.txt': 'gone\n' });
    git = gitOn(repo);
    const { path: folder } = await prepared(git, { slot: 's1', branch: 'tutti/p/1', start: base });
    writeFileSync(path.join(folder, 'a.txt'), 'changed\n');
    writeFileSync(path.join(folder, 'staged.txt'), 'staged\n');
    repo.gitIn(folder, 'add', 'staged.txt');
    writeFileSync(path.join(folder, 'loose.txt'), 'loose\n');
    rmSync(path.join(folder, 'gone.txt'));
    const { snapshots } = await prepared(git, { slot: 's1', branch: 'tutti/p/2', start: base });
    ref = snapshots[0] ?? '';
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  it('are listed with slot, time and reason', async () => {
    const [snapshot, ...rest] = await git.listSnapshots();
    assert.deepEqual(rest, []);
    assert.deepEqual(
      { ...snapshot, takenAt: '' },
      {
        ref,
        commit: repo.git('rev-parse', ref).trim(),
        takenAt: '',
        slot: 's1',
        subject: 'Snapshot of slot s1: local changes when it was used again',
      },
    );
    assert.ok(!Number.isNaN(Date.parse(snapshot?.takenAt ?? '')));
  });

  it('come back as a branch, each time another', async () => {
    const first = valueOf(await git.restoreSnapshot(ref, { kind: 'branch' }));
    const second = valueOf(await git.restoreSnapshot(ref, { kind: 'branch' }));
    assert.equal(first.place, `tutti/restored/${path.basename(ref)}`);
    assert.equal(second.place, `${first.place}-2`);
    assert.equal(repo.git('show', `${first.place}:loose.txt`), 'loose\n');
    assert.equal(repo.git('rev-parse', 'HEAD').trim(), base);
  });

  it('come back into a slot, with index and untracked files as they were', async () => {
    const slot = git.worktrees.pathOf('s1');
    writeFileSync(path.join(slot, 'newer.txt'), 'newer\n');
    valueOf(await git.restoreSnapshot(ref, { kind: 'slot', slot: 's1' }));
    assert.equal(
      repo.gitIn(slot, 'status', '--porcelain'),
      ' M a.txt\n D gone.txt\nA  staged.txt\n?? loose.txt\n',
    );
    assert.equal(readFileSync(path.join(slot, 'a.txt'), 'utf8'), 'changed\n');
    const [newest] = await git.listSnapshots();
    assert.equal(repo.git('show', `${newest?.ref ?? ''}:newer.txt`), 'newer\n');
  });

  it('say when there is none of that name', async () => {
    const result = await git.restoreSnapshot('refs/tutti/snapshots/nope', { kind: 'branch' });
    assert.equal(result.ok ? '' : result.reason, 'no-such-snapshot');
    const foreign = await git.restoreSnapshot('refs/heads/main', { kind: 'branch' });
    assert.equal(foreign.ok ? '' : foreign.reason, 'no-such-snapshot');
  });
});
