import { createGit, type Git } from '../adapters/git/createGit.ts';
import type { RepositoryLock } from '../adapters/store/lock.ts';
import type { Project } from './project.ts';

/** The repository's git, fenced by the lock. */
export function openGit(project: Project, lock: Pick<RepositoryLock, 'isHeld'>): Git {
  const { config, root, repository } = project;
  return createGit({
    repository: { mainWorktree: root },
    worktree: config.worktree,
    merge: config.merge,
    ...(repository.identity === null ? {} : { identity: repository.identity }),
    stillOwner: () => lock.isHeld(),
  });
}
