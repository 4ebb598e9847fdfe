import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { GitRunner } from '../../../src/adapters/git/gitRunner.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

describe('the git processes that are kept', () => {
  let repo: GitRepo;
  let git: GitRunner;

  beforeEach(() => {
    repo = createGitRepo();
    git = new GitRunner(repo.folder, process.env);
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  it('look up what was made after they started', async () => {
    assert.equal(await git.lookup('refs/heads/later'), null);
    const commit = repo.commit({ 'a.txt': 'a\n' });
    repo.git('branch', 'later');
    repo.git('gc', '--quiet', '--prune=now');
    assert.equal(await git.lookup('refs/heads/later'), commit);
  });

  it('answer each of many questions at once with its own answer', async () => {
    const head = repo.git('rev-parse', 'HEAD').trim();
    const names = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? 'HEAD' : `no-${String(index)}`,
    );
    const found = await Promise.all(names.map((name) => git.lookup(name)));
    assert.deepEqual(
      found,
      names.map((name) => (name === 'HEAD' ? head : null)),
    );
  });

  it('take nothing for a name that holds a line break', async () => {
    assert.equal(await git.lookup('HEAD\nHEAD'), null);
    assert.equal(await git.lookup('HEAD'), repo.git('rev-parse', 'HEAD').trim());
  });

  it('go on after a transaction that was refused, and leave nothing of it behind', async () => {
    const head = repo.git('rev-parse', 'HEAD').trim();
    const refused = await git.transact(`create refs/heads/a\0${head}\0create refs/heads/main\0${head}\0`);
    assert.equal(refused.exitCode, 128);
    assert.match(refused.stderr, /reference already exists/);
    const made = await git.transact(`create refs/heads/b\0${head}\0`);
    assert.equal(made.exitCode, 0);
    assert.equal(repo.git('branch', '--format=%(refname:short)'), 'b\nmain\n');
  });
});
