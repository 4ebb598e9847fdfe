import { failure, success, type Result } from '../../core/base/result.ts';
import type { GitFault } from '../../core/engine/ports.ts';
import { runProcess } from '../process/run.ts';
import { gitEnvironment } from './gitEnvironment.ts';
import { faultOf } from './gitFault.ts';

export interface Remote {
  readonly name: string;
  /** As git would fetch from it. */
  readonly url: string;
}

const pushTimeoutMs = 10 * 60_000;

/** The remote of a branch, else `origin`, else the only one; null when there is none. */
export async function remoteOf(root: string, branch: string | null): Promise<Remote | null> {
  const configured = branch === null ? '' : await read(root, ['config', '--get', `branch.${branch}.remote`]);
  const names = (await read(root, ['remote'])).split('\n').filter((name) => name !== '');
  const name = [configured, 'origin'].find((one) => names.includes(one)) ?? names[0];
  if (name === undefined) return null;
  return { name, url: await read(root, ['remote', 'get-url', name]) };
}

/** The branch of the remote that work goes into, as far as this repository knows; null when it does not. */
export async function remoteDefaultBranch(root: string, remote: string): Promise<string | null> {
  const ref = await read(root, ['symbolic-ref', '--quiet', '--short', `refs/remotes/${remote}/HEAD`]);
  return ref.startsWith(`${remote}/`) ? ref.slice(remote.length + 1) : null;
}

/** Whether this repository has seen a branch of that name at the remote. */
export async function isAtRemote(root: string, remote: string, branch: string): Promise<boolean> {
  const ref = `refs/remotes/${remote}/${branch}`;
  return (await git(root, ['show-ref', '--verify', '--quiet', ref])).exitCode === 0;
}

/** Pushes a branch under its own name, forward only; it asks for nothing, so that it fails where git would ask. */
export async function pushBranch(
  root: string,
  { remote, branch }: { readonly remote: string; readonly branch: string },
  signal?: AbortSignal,
): Promise<Result<void, GitFault>> {
  const args = ['push', '--porcelain', remote, `refs/heads/${branch}:refs/heads/${branch}`];
  const outcome = await git(root, args, signal);
  if (outcome.exitCode === 0) return success(undefined);
  return failure(faultOf(args, outcome));
}

async function read(root: string, args: readonly string[]): Promise<string> {
  const outcome = await git(root, args);
  return outcome.exitCode === 0 ? outcome.stdout.trim() : '';
}

function git(root: string, args: readonly string[], signal?: AbortSignal): ReturnType<typeof runProcess> {
  return runProcess('git', args, {
    cwd: root,
    env: gitEnvironment(process.env),
    timeoutMs: pushTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
  });
}
