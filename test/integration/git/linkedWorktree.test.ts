import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isInLinkedWorktree } from '../../../src/app/linkedWorktree.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

describe('a folder that may be in a worktree', () => {
  let repo: GitRepo;
  beforeEach(() => {
    repo = createGitRepo({ name: 'mit Umlaut ä' });
  });
  afterEach(() => {
    repo.dispose();
  });

  it('is in one that was added to the repository, and in any folder of it', () => {
    const worktree = join(repo.root, 'slot-1');
    repo.git('worktree', 'add', '--quiet', '--detach', worktree);
    mkdirSync(join(worktree, 'src'));
    assert.equal(isInLinkedWorktree(worktree), true);
    assert.equal(isInLinkedWorktree(join(worktree, 'src')), true);
    assert.equal(isInLinkedWorktree(repo.folder), false);
  });

  it('is in none when it is a submodule, or no repository at all', () => {
    const other = createGitRepo();
    try {
      const allowed = ['-c', 'protocol.file.allow=always'];
      repo.git(...allowed, 'submodule', '--quiet', 'add', other.folder, 'part');
      assert.equal(isInLinkedWorktree(join(repo.folder, 'part')), false);
      assert.equal(isInLinkedWorktree(repo.root), false);
    } finally {
      other.dispose();
    }
  });
});
