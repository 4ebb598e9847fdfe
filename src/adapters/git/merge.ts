import type { Result } from '../../core/base/result.ts';
import { failure, success } from '../../core/base/result.ts';
import type { GitFault, MergedTree, MergeFailure, MergeTrees } from '../../core/engine/ports.ts';
import { faultOf } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';
import { readable } from './localFiles.ts';
import { parseConflictedMerge } from './parse.ts';
import type { Settler } from './settle.ts';

const maxFilesNamed = 200;

/** Merges two commits in memory. `merge-tree` says 0 for clean, 1 for conflicts, anything else for an error. */
export async function mergeCommits(
  { git, settler }: { readonly git: GitRunner; readonly settler: Settler },
  { ours, theirs, signal }: MergeTrees,
): Promise<Result<MergedTree, MergeFailure>> {
  // What was made on top of `ours` holds it already.
  if ((await git.lookup(`${theirs}^1`)) === ours) {
    const tree = await git.lookup(`${theirs}^{tree}`);
    if (tree !== null) return success({ tree, settled: [] });
  }
  const args = ['merge-tree', '--write-tree', '-z', ours, theirs];
  const outcome = await git.run(args, { signal, priority: 'landing', encoding: 'latin1' });
  if (outcome.reason !== 'exited') return failure(faultOf(args, outcome));
  if (outcome.exitCode === 0) {
    return success({ tree: outcome.stdout.split('\0')[0]?.trim() ?? '', settled: [] });
  }
  // Git 2.39 says 1 as well for what is no commit, but then prints no tree.
  const conflicted = outcome.exitCode === 1 && /^[0-9a-f]{40,64}\0/.test(outcome.stdout);
  if (!conflicted) return failure(faultOf(args, outcome));
  if (outcome.truncated) {
    return failure<GitFault>({ reason: 'git-failed', message: 'the list of conflicts is too long to keep' });
  }
  const conflict = parseConflictedMerge(outcome.stdout);
  const settled = await settler.settle(conflict, {
    ours,
    theirs,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!settled.ok && settled.reason !== 'unsettled') return settled;
  if (settled.ok) return settled;
  const files = conflict.files.map((file) => readable(file.path)).slice(0, maxFilesNamed);
  const message = [readable(conflict.message), settled.message].filter((text) => text !== '').join('\n');
  return failure({ reason: 'conflict', files, message, tree: conflict.tree } as const);
}
