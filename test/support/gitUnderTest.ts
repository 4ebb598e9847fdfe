import type { Git, GitOptions } from '../../src/adapters/git/createGit.ts';
import { createGit } from '../../src/adapters/git/createGit.ts';
import type {
  CollectedWork,
  CollectWork,
  CommitMessage,
  PreparedSlot,
  PrepareSlot,
} from '../../src/core/engine/ports.ts';
import type { Result } from '../../src/core/base/result.ts';
import type { GitRepo } from './gitRepo.ts';

export type GitOverrides = Partial<Omit<GitOptions, 'worktree'>> & {
  readonly worktree?: Partial<GitOptions['worktree']>;
};

/** The git adapter over a repository, with nothing configured but what a test says. */
export function gitOn(repo: GitRepo, { worktree, ...overrides }: GitOverrides = {}): Git {
  return createGit({
    repository: { mainWorktree: repo.folder },
    worktree: { root: null, setup: [], copy: [], fresh: false, ...worktree },
    merge: { union: [], regenerate: {} },
    stillOwner: () => true,
    ...overrides,
  });
}

export const someMessage: CommitMessage = {
  subject: 'Do the task',
  body: '',
  trailers: [
    ['Tutti-Plan', 'auth'],
    ['Tutti-Task', '1.1'],
  ],
};

/** A request to prepare, for a branch that is new. */
export function preparing(
  request: Pick<PrepareSlot, 'slot' | 'branch' | 'start'> & Partial<PrepareSlot>,
): PrepareSlot {
  return { mayMoveFrom: null, previousMarker: null, ...request };
}

export function collecting(
  request: Pick<CollectWork, 'slot' | 'branch' | 'base'> & Partial<CollectWork>,
): CollectWork {
  return { keepAsBase: [], message: someMessage, ...request };
}

/** The value; a failure fails the test with all its facts. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`unexpected failure: ${JSON.stringify(result)}`);
}

export async function prepared(git: Git, request: Parameters<typeof preparing>[0]): Promise<PreparedSlot> {
  return valueOf<PreparedSlot>(await git.worktrees.prepare(preparing(request)));
}

export async function collected(git: Git, request: Parameters<typeof collecting>[0]): Promise<CollectedWork> {
  return valueOf<CollectedWork>(await git.worktrees.collect(collecting(request)));
}
