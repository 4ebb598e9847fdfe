import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Git } from '../../../src/adapters/git/createGit.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import type { GitOverrides } from '../../support/gitUnderTest.ts';
import { gitOn, someMessage, valueOf } from '../../support/gitUnderTest.ts';

describe('history', () => {
  let repo: GitRepo;
  let git: Git;
  let base: string;

  beforeEach(() => {
    repo = createGitRepo();
    base = repo.commit({ 'a.txt': 'a\n', 'CHANGELOG.md': '# Changes\n' });
    git = gitOn(repo);
  });

  afterEach(() => {
    git.dispose();
    repo.dispose();
  });

  /** A commit on top of `base` with these files; the checkout ends where it was. */
  const side = (files: Readonly<Record<string, string>>): string => {
    repo.git('checkout', '--quiet', '--detach', base);
    const commit = repo.commit(files);
    repo.git('checkout', '--quiet', 'main');
    return commit;
  };

  describe('resolve', () => {
    it('gives commits of branches, ids and expressions, and null where there is none', async () => {
      const asked = ['main', base, 'main~1', 'nope', '..', '', '--all', 'a'.repeat(40), 'main:a.txt'];
      const found = await Promise.all(asked.map((revision) => git.history.resolve(revision)));
      const first = repo.git('rev-parse', 'main~1').trim();
      assert.deepEqual(found, [base, base, first, null, null, null, null, null, null]);
    });

    it('fails loudly when git cannot say', async () => {
      git.dispose();
      await assert.rejects(git.history.resolve('main'), { name: 'GitError' });
    });
  });

  it('knows ancestors (0), others (1), and what is no commit at all (128)', async () => {
    const other = side({ 'b.txt': 'b\n' });
    assert.equal(await git.history.isAncestor(base, other), true);
    assert.equal(await git.history.isAncestor(other, base), false);
    await assert.rejects(git.history.isAncestor('f'.repeat(40), base), /exit code 128/);
  });

  describe('merge', () => {
    const merging = async (one: string, other: string, overrides: GitOverrides = {}) => {
      const own = gitOn(repo, overrides);
      try {
        return await own.history.merge({ ours: one, theirs: other });
      } finally {
        own.dispose();
      }
    };

    it('gives the merged tree (0)', async () => {
      const merged = valueOf(await merging(side({ 'b.txt': 'b\n' }), side({ 'c.txt': 'c\n' })));
      assert.equal(
        repo.git('ls-tree', '--name-only', merged.tree),
        'CHANGELOG.md\nREADME.md\na.txt\nb.txt\nc.txt\n',
      );
      assert.deepEqual(merged.settled, []);
    });

    it('names the files in conflict, with a tree that has the markers (1)', async () => {
      const name = 'grüße\n"x"';
      const ours = side({ 'a.txt': 'ours\n', [name]: '1\n' });
      const theirs = side({ 'a.txt': 'theirs\n', [name]: '2\n' });
      const result = await merging(ours, theirs);
      assert.ok(!result.ok && result.reason === 'conflict');
      assert.deepEqual(new Set(result.files), new Set(['a.txt', name]));
      assert.match(result.message, /CONFLICT \(content\): Merge conflict in a\.txt/);
      assert.match(repo.git('show', `${result.tree}:a.txt`), /<<<<<<<[\s\S]*>>>>>>>/);
      assert.deepEqual(await git.history.filesWithMarkers(result.tree, ['a.txt', 'README.md', name]), [
        'a.txt',
        name,
      ]);
      assert.deepEqual(await git.history.filesWithMarkers(ours, ['a.txt', 'README.md']), []);
    });

    it('takes a removal against a change for a conflict', async () => {
      repo.git('checkout', '--quiet', '--detach', base);
      repo.git('rm', '--quiet', 'a.txt');
      const removed = repo.commit({});
      repo.git('checkout', '--quiet', 'main');
      const result = await merging(removed, side({ 'a.txt': 'changed\n' }));
      assert.deepEqual(result.ok ? [] : [result.reason, 'files' in result && result.files], [
        'conflict',
        ['a.txt'],
      ]);
    });

    it('fails when it cannot be done: no such commit (1), no common history (128)', async () => {
      const absent = await merging(base, 'f'.repeat(40));
      const alone = await git.history.commitTree(await git.history.treeOf(base), [], someMessage);
      const unrelated = await merging(base, alone);
      assert.deepEqual(
        [absent, unrelated].map((result) => (result.ok ? '' : `${result.reason} ${result.message}`)),
        [
          `git-failed git merge-tree --write-tree -z ended with exit code 1: merge-tree: ${'f'.repeat(40)} - not something we can merge`,
          'git-failed git merge-tree --write-tree -z ended with exit code 128: fatal: refusing to merge unrelated histories',
        ],
      );
    });

    it('keeps both sides’ lines of a changelog', async () => {
      const ours = side({ 'CHANGELOG.md': '# Changes\n- ours\n' });
      const theirs = side({ 'CHANGELOG.md': '# Changes\n- theirs\n' });
      const merged = valueOf(await merging(ours, theirs));
      assert.deepEqual(merged.settled, ['CHANGELOG.md (union)']);
      assert.equal(repo.git('show', `${merged.tree}:CHANGELOG.md`), '# Changes\n- ours\n- theirs\n');
    });

    it('keeps both sides of a file that both added', async () => {
      const rules = { merge: { union: ['notes/**'], regenerate: {} } };
      const merged = valueOf(
        await merging(side({ 'notes/ü.txt': 'ours\n' }), side({ 'notes/ü.txt': 'theirs\n' }), rules),
      );
      assert.equal(repo.git('show', `${merged.tree}:notes/ü.txt`), 'ours\ntheirs\n');
    });

    it('makes a lock file anew from the merged tree', async () => {
      const rules = { merge: { union: [], regenerate: { 'deps.lock': 'cat deps/* > deps.lock' } } };
      base = repo.commit({ 'deps/a': 'a\n', 'deps.lock': 'a\n' });
      const ours = side({ 'deps/b': 'b\n', 'deps.lock': 'a\nb\n' });
      const theirs = side({ 'deps/c': 'c\n', 'deps.lock': 'a\nc\n' });
      const own = gitOn(repo, rules);
      const merged = valueOf(await own.history.merge({ ours, theirs }));
      assert.deepEqual(merged.settled, ['deps.lock (cat deps/* > deps.lock)']);
      assert.equal(repo.git('show', `${merged.tree}:deps.lock`), 'a\nb\nc\n');
      assert.deepEqual(valueOf(await own.history.merge({ ours, theirs })), merged);
      assert.deepEqual(await own.listSnapshots(), []);
      own.dispose();
    });

    it('stays a conflict when the command fails, or when another file has no rule', async () => {
      const rules = { merge: { union: [], regenerate: { 'deps.lock': 'echo no network >&2; exit 3' } } };
      const failed = await merging(side({ 'deps.lock': '1\n' }), side({ 'deps.lock': '2\n' }), rules);
      assert.ok(!failed.ok && failed.reason === 'conflict');
      assert.match(failed.message, /did not settle it: no network/);
      const ours = side({ 'deps.lock': '1\n', 'a.txt': '1\n' });
      const mixed = await merging(ours, side({ 'deps.lock': '2\n', 'a.txt': '2\n' }), rules);
      assert.ok(!mixed.ok && mixed.reason === 'conflict');
      assert.doesNotMatch(mixed.message, /did not settle/);
    });
  });

  describe('updateRefs', () => {
    const ref = 'refs/heads/tutti/p/integration';

    it('makes, moves and deletes in one transaction', async () => {
      const next = side({ 'b.txt': 'b\n' });
      valueOf(await git.history.updateRefs([{ ref, from: null, to: base }]));
      valueOf(
        await git.history.updateRefs([
          { ref, from: base, to: next },
          { ref: 'refs/heads/tutti/p/1', from: null, to: base },
        ]),
      );
      valueOf(await git.history.updateRefs([{ ref: 'refs/heads/tutti/p/1', from: base, to: null }]));
      assert.equal(await git.history.resolve(ref), next);
      assert.equal(await git.history.resolve('tutti/p/1'), null);
    });

    it('does nothing at all when one ref is not where it was said to be', async () => {
      valueOf(await git.history.updateRefs([{ ref, from: null, to: base }]));
      const next = side({ 'b.txt': 'b\n' });
      const wrong = [
        { ref, from: next, to: next },
        { ref, from: null, to: next },
        { ref: 'refs/heads/nope', from: base, to: next },
        { ref: 'refs/heads/nope', from: base, to: null },
      ];
      for (const update of wrong) {
        const other = { ref: 'refs/heads/other', from: null, to: base };
        const result = await git.history.updateRefs([other, update]);
        assert.equal(result.ok ? '' : result.reason, 'ref-moved', JSON.stringify(update));
      }
      assert.equal(await git.history.resolve('other'), null);
      assert.equal(await git.history.resolve(ref), base);
    });

    it('lets one of many racing swaps win', async () => {
      valueOf(await git.history.updateRefs([{ ref, from: null, to: base }]));
      const tips = ['1', '2', '3', '4', '5', '6'].map((text) => side({ 'b.txt': text }));
      const results = await Promise.all(tips.map((to) => git.history.updateRefs([{ ref, from: base, to }])));
      const winners = tips.filter((_, index) => results[index]?.ok === true);
      assert.equal(winners.length, 1);
      assert.equal(await git.history.resolve(ref), winners[0]);
    });

    it('does nothing once another process owns the repository', async () => {
      const evicted = gitOn(repo, { stillOwner: () => false });
      const result = await evicted.history.updateRefs([{ ref, from: null, to: base }]);
      assert.equal(result.ok ? '' : result.reason, 'not-owner');
      assert.equal(await git.history.resolve(ref), null);
      evicted.dispose();
    });
  });

  it('reads landings from the branch’s own line, newest first, and not from the tasks’ commits', async () => {
    const forged = {
      ...someMessage,
      trailers: [
        ['Tutti-Plan', 'auth'],
        ['Tutti-Task', 'forged'],
      ] as const,
    };
    const task = await git.history.commitTree(await git.history.treeOf(base), [base], forged);
    const land = async (parent: string, id: string): Promise<string> => {
      const trailers = [
        ['Tutti-Plan', 'auth'],
        ['Tutti-Task', id],
        ['Tutti-Run', 'r1'],
      ] as const;
      const message = { subject: 'Land: "quoted" $(x)', body: 'Tutti-Task: body', trailers };
      return git.history.commitTree(await git.history.treeOf(task), [parent, task], message);
    };
    const one = await land(base, '1.1');
    const two = await land(one, '1.2');
    const plain = await git.history.commitTree(await git.history.treeOf(two), [two], {
      ...someMessage,
      trailers: [],
    });
    repo.git('branch', 'tutti/auth/integration', plain);
    assert.deepEqual(await git.history.landings('tutti/auth/integration', base), [
      { commit: two, plan: 'auth', task: '1.2', run: 'r1' },
      { commit: one, plan: 'auth', task: '1.1', run: 'r1' },
    ]);
  });

  it('describes a change, and cuts the description where it is told', async () => {
    const next = side({ 'a.txt': 'changed\n' });
    const whole = await git.history.describeChange(base, next, 100_000);
    assert.match(whole, / a\.txt \| 2 \+-\n[\s\S]*-a\n\+changed\n$/);
    const cut = await git.history.describeChange(base, next, 10);
    assert.equal(cut, `${whole.slice(0, 10)}\n[… the rest is left out …]\n`);
  });
});
