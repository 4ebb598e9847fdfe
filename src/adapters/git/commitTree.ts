import type { Result } from '../../core/base/result.ts';
import type { CommitMessage, GitFault, ObjectId } from '../../core/engine/ports.ts';
import type { GitRunner } from './gitRunner.ts';

/** A commit object, made without `git commit`: no hook, no editor, no signing. Needs an identity. */
export async function commitTree(
  git: GitRunner,
  tree: ObjectId,
  { parents, message }: { readonly parents: readonly ObjectId[]; readonly message: CommitMessage },
): Promise<Result<ObjectId, GitFault>> {
  const people = await git.people();
  if (!people.ok) return people;
  const when = gitTime(new Date());
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${people.value.author} ${when}`,
    `committer ${people.value.committer} ${when}`,
    '',
    formatMessage(message),
  ];
  return git.storeCommit(lines.join('\n'));
}

/** Seconds since the epoch and the offset of the local time, as in a commit: `1795190000 +0100`. */
function gitTime(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const digits = Math.floor(Math.abs(minutes) / 60) * 100 + (Math.abs(minutes) % 60);
  const offset = `${minutes < 0 ? '-' : '+'}${String(digits).padStart(4, '0')}`;
  return `${String(Math.floor(date.getTime() / 1_000))} ${offset}`;
}

/** Subject, body and trailers as git reads them (git-interpret-trailers(1)); task text cannot pose as a trailer. */
export function formatMessage({ subject, body, trailers }: CommitMessage): string {
  const oneLine = (text: string): string => text.replace(/[\s\0]+/g, ' ').trim();
  const paragraphs = [oneLine(subject) || 'Work'];
  const text = body.replaceAll('\0', '').trim();
  if (text !== '') paragraphs.push(text);
  if (trailers.length > 0) {
    paragraphs.push(trailers.map(([key, value]) => `${key}: ${oneLine(value)}`).join('\n'));
  }
  return `${paragraphs.join('\n\n')}\n`;
}
