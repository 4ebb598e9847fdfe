import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Whether a folder is in a worktree that was added to a repository, told without a process. */
export function isInLinkedWorktree(folder: string): boolean {
  const git = gitEntryAbove(folder);
  if (git === null || statSync(git).isDirectory()) return false;
  const pointed = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
  // A submodule has such a file as well, but a git folder of its own.
  return pointed !== undefined && existsSync(join(resolve(dirname(git), pointed.trim()), 'commondir'));
}

function gitEntryAbove(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = join(at, '.git');
    if (existsSync(git)) return git;
    if (dirname(at) === at) return null;
  }
}
