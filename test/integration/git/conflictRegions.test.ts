import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { untouchedConflicts } from '../../../src/adapters/git/conflictRegions.ts';
import { gitEnvironment } from '../../../src/adapters/git/gitEnvironment.ts';
import { GitRunner } from '../../../src/adapters/git/gitRunner.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

describe('Conflicts that a result leaves untouched', () => {
  let repo: GitRepo;
  let git: GitRunner;

  beforeEach(() => {
    repo = createGitRepo();
    git = new GitRunner(repo.folder, gitEnvironment(process.env));
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  const texts = {
    base: lines('a', 'old 1', 'b', 'c', 'd', 'old 2', 'e'),
    ours: lines('a', 'ours 1', 'b', 'c', 'd', 'ours 2', 'e'),
    theirs: lines('new top', 'a', 'theirs 1', 'b', 'c', 'd', 'theirs 2', 'e'),
  };

  const cases = [
    ['all, in what a merge editor starts from', ['old 1', 'old 2'], 2],
    ['one, when the other took a side', ['ours 1', 'old 2'], 1],
    ['none, when both took a side', ['ours 1', 'theirs 2'], 0],
    ['none, when both were written anew', ['both 1', 'both 2'], 0],
    ['one, when the other got a line beside what was there', ['old 1', 'old 2\nmore'], 1],
  ] as const;
  for (const [title, [first, second], count] of cases) {
    it(`are ${title}`, async () => {
      const result = lines('new top', 'a', first, 'b', 'c', 'd', second, 'e');
      assert.equal(await untouchedConflicts(git, texts, result), count);
    });
  }

  it('are found where both sides added a file', async () => {
    const added = { base: '', ours: lines('one'), theirs: lines('two') };
    assert.equal(await untouchedConflicts(git, added, ''), 1);
    assert.equal(await untouchedConflicts(git, added, lines('one', 'two')), 0);
  });
});
