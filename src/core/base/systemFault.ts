import { UserError } from './userError.ts';

/** Why the system refused something, in words, and what to do about it. */
interface Explanation {
  readonly cause: string;
  /** One sentence. */
  readonly remedy: string;
}

const explanations: ReadonlyMap<string, Explanation> = new Map([
  ['ENOSPC', { cause: 'no space is left on its disk', remedy: 'Make room, then try again.' }],
  ['EDQUOT', { cause: 'your disk quota is used up', remedy: 'Make room, then try again.' }],
  ['EROFS', { cause: 'its file system is read-only', remedy: 'Mount it writable, or work in a copy.' }],
  ['EACCES', { cause: 'permission is denied', remedy: 'Give your user the right to read and write it.' }],
  ['EPERM', { cause: 'permission is denied', remedy: 'Give your user the right to read and write it.' }],
  ['ENOTDIR', { cause: 'a file is where a folder belongs', remedy: 'Move that file away.' }],
  ['EEXIST', { cause: 'something of that name is in the way', remedy: 'Move it away.' }],
  ['EISDIR', { cause: 'a folder is where a file belongs', remedy: 'Move that folder away.' }],
  ['ENOENT', { cause: 'it is not there any more', remedy: 'Put it back, or start anew with tutti run.' }],
  ['EMFILE', { cause: 'too many files are open', remedy: 'Raise the limit (ulimit -n), then try again.' }],
  ['ENFILE', { cause: 'too many files are open', remedy: 'Close some programs, then try again.' }],
  ['EIO', { cause: 'its disk can not be read or written', remedy: 'Look after the disk.' }],
]);

/**
 * A refusal of the system (no space, no permission, a file in the way, …) as something that a person can act on; null
 * for every other error. `path` is what it is about where the error itself does not say.
 */
export function systemFault(error: unknown, path: string | null = null): UserError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const known = explanations.get(error.code);
  const about = path ?? ('path' in error && typeof error.path === 'string' ? error.path : null);
  // A program that can't be started is named by whoever starts it.
  if (known === undefined || ('syscall' in error && String(error.syscall).startsWith('spawn'))) return null;
  const what = about === null ? 'The system refused a file' : `${about} can't be used`;
  return new UserError(`${what}: ${known.cause}. ${known.remedy}`);
}

/** Does something with a file or folder; a refusal of the system becomes a `UserError` that names it. */
export function using<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw systemFault(error, path) ?? error;
  }
}

/** What went wrong, for people: in words where it is a refusal of the system. */
export function reasonOf(error: unknown): string {
  const { message } = systemFault(error) ?? (error instanceof Error ? error : new Error(String(error)));
  return message;
}
