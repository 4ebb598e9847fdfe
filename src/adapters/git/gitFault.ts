import type { GitFault } from '../../core/engine/ports.ts';
import type { ProcessOutcome } from '../process/run.ts';

/** A git command that should not have failed, where the caller has no failure to return. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly fault: GitFault;

  constructor(fault: GitFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const diskFull = /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/i;

/** What happened in a git command: the command, how it ended, its last words. */
export function faultOf(args: readonly string[], outcome: ProcessOutcome): GitFault {
  const command = `git ${args.slice(0, 3).join(' ')}`;
  if (outcome.reason === 'aborted') return { reason: 'aborted', message: `${command} was aborted` };
  const words = outcome.stderr.trim().slice(-2_000);
  const ending = {
    exited: `ended with ${outcome.exitCode === null ? (outcome.signal ?? 'a signal') : `exit code ${outcome.exitCode}`}`,
    timeout: 'took too long',
    'not-found': 'could not start: git was not found on PATH',
    failed: 'could not start',
  }[outcome.reason];
  return {
    reason: diskFull.test(words) ? 'disk-full' : 'git-failed',
    message: words === '' ? `${command} ${ending}` : `${command} ${ending}: ${words}`,
  };
}

/** A failed file operation as a fault; anything else than a system error is a bug and thrown on. */
export function faultOfError(error: unknown): GitFault {
  if (error instanceof GitError) return error.fault;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const full = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  return { reason: full ? 'disk-full' : 'git-failed', message: error.message };
}
