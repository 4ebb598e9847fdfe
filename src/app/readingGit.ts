import type { Git } from '../adapters/git/createGit.ts';
import { openGit } from './openGit.ts';
import type { Project } from './project.ts';

/** Git for one look at the repository: it moves no ref. */
export async function readingGit<Value>(
  project: Project,
  action: (git: Git) => Promise<Value>,
): Promise<Value> {
  const git = openGit(project, { isHeld: () => false });
  try {
    return await action(git);
  } finally {
    git.dispose();
  }
}
