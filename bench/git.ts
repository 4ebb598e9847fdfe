import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Git } from '../src/adapters/git/createGit.ts';
import { runProcess } from '../src/adapters/process/run.ts';
import type { GitRepo } from '../test/support/gitRepo.ts';
import { createGitRepo } from '../test/support/gitRepo.ts';
import { collected, gitOn, prepared, someMessage, valueOf } from '../test/support/gitUnderTest.ts';
import type { BenchRow } from './row.ts';
import { isMain, median, print } from './row.ts';

/**
 * Git's share of a task, as ratios of one run; rounds are interleaved. Meant for a tmpfs (`TMPDIR=/dev/shm`): on a
 * disk the file system is what gets measured.
 */
export async function benchGit(): Promise<readonly BenchRow[]> {
  return [await mergeStep(), await warmPrepare(2_000), await warmPrepare(10_000)];
}

/** Merge, commit and swap of the integration branch: must not depend on the number of files. */
async function mergeStep(): Promise<BenchRow> {
  const small = makeRepository(300);
  const large = makeRepository(10_000);
  try {
    const times: { small: number; large: number }[] = [];
    const prepareSides = (repo: GitRepo, count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => sideCommit(repo, `task-${index}.txt`));
    const rounds = 31;
    const [smallSides, largeSides] = [prepareSides(small.repo, rounds), prepareSides(large.repo, rounds)];
    for (let round = 0; round < rounds; round += 1) {
      const first = await timed(() => land(small, smallSides[round] ?? ''));
      times.push({ small: first, large: await timed(() => land(large, largeSides[round] ?? '')) });
    }
    const ratio = median(times.slice(1).map((time) => time.large / time.small));
    const detail = {
      smallMs: median(times.map((time) => time.small)),
      largeMs: median(times.map((time) => time.large)),
      rounds,
    };
    return { name: 'git: merge step, 10,000 files against 300', ratio, limit: 1.2, detail };
  } finally {
    small.dispose();
    large.dispose();
  }
}

/** A warm slot for the next task, against the checkout that git needs for it anyway. */
async function warmPrepare(files: number): Promise<BenchRow> {
  const bench = makeRepository(files);
  const { repo, git } = bench;
  try {
    const plain = path.join(repo.root, 'plain');
    repo.git('worktree', 'add', '--quiet', '--detach', plain);
    await prepared(git, { slot: 's', branch: 'tutti/p/first', start: bench.base });
    const ratios: number[] = [];
    const times: { prepare: number; checkout: number }[] = [];
    let base = bench.base;
    for (let round = 0; round < 31; round += 1) {
      // As in a run: the agent has left a file, and the base has moved on by another task's.
      const branch = `tutti/p/${round}`;
      writeFileSync(path.join(git.worktrees.pathOf('s'), `work-${round}.txt`), 'work\n');
      const previous = round === 0 ? 'tutti/p/first' : `tutti/p/${round - 1}`;
      await collected(git, { slot: 's', branch: previous, base });
      writeFileSync(path.join(plain, `work-${round}.txt`), 'work\n');
      repo.gitIn(plain, 'add', '--all');
      repo.gitIn(plain, 'commit', '--quiet', '-m', 'work');
      base = sideCommit(repo, `other-${round}.txt`);
      const prepare = await timed(() => prepared(git, { slot: 's', branch, start: base }));
      const checkout = await timed(() => bareCheckout(plain, `plain-${round}`, base));
      times.push({ prepare, checkout });
      ratios.push(prepare / checkout);
    }
    return {
      name: `git: warm prepare against checkout -B, ${files.toLocaleString('en')} files`,
      ratio: median(ratios.slice(1)),
      // The proof that nothing untracked is in the slot costs a second git; 1.5 without it is what one would like.
      limit: 2.5,
      detail: {
        prepareMs: median(times.map((time) => time.prepare)),
        checkoutMs: median(times.map((time) => time.checkout)),
      },
    };
  } finally {
    bench.dispose();
  }
}

interface BenchRepository {
  readonly repo: GitRepo;
  readonly git: Git;
  readonly base: string;
  head: string;
  dispose(): void;
}

function makeRepository(files: number): BenchRepository {
  const repo = createGitRepo();
  for (let index = 0; index < files; index += 1) {
    const folder = path.join(repo.folder, `src/d${index % 20}/e${Math.floor(index / 20) % 10}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `f${index}.ts`), `export const value${index} = ${index};\n`.repeat(40));
  }
  const base = repo.commit({}, 'Many files');
  repo.git('branch', 'tutti/p/integration');
  const git = gitOn(repo);
  const dispose = (): void => {
    git.dispose();
    repo.dispose();
  };
  return { repo, git, base, head: base, dispose };
}

/** A commit that adds one file to the repository's HEAD, without its checkout. */
function sideCommit(repo: GitRepo, file: string): string {
  const index = path.join(repo.root, 'side-index');
  const run = (args: readonly string[], input?: string): string =>
    execFileSync('git', args, {
      cwd: repo.folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_INDEX_FILE: index },
      ...(input === undefined ? {} : { input }),
    }).trim();
  run(['read-tree', 'HEAD']);
  const blob = run(['hash-object', '-w', '--stdin'], `${file}\n`);
  run(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`]);
  return run(['commit-tree', run(['write-tree']), '-p', 'HEAD', '-m', file]);
}

async function land(bench: BenchRepository, theirs: string): Promise<void> {
  const { history } = bench.git;
  const { tree } = valueOf(await history.merge({ ours: bench.head, theirs }));
  const commit = await history.commitTree(tree, [bench.head, theirs], someMessage);
  valueOf(
    await history.updateRefs([{ ref: 'refs/heads/tutti/p/integration', from: bench.head, to: commit }]),
  );
  bench.head = commit;
}

/** By the same way of starting processes, so that only git's own work differs. */
async function bareCheckout(folder: string, branch: string, start: string): Promise<void> {
  const outcome = await runProcess('git', ['checkout', '--quiet', '-B', branch, start], { cwd: folder });
  if (outcome.exitCode !== 0) throw new Error(outcome.stderr);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

if (isMain(import.meta.url)) print(await benchGit());
