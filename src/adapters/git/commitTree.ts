import type { Result } from '../../core/base/result.ts';
import { success } from '../../core/base/result.ts';
import type { CommitMessage, GitFault, ObjectId } from '../../core/engine/ports.ts';
import type { GitPriority, GitRunner } from './gitRunner.ts';

/** A commit object, made without `git commit`: no hook, no editor, no signing. Needs an identity. */
export async function commitTree(
  git: GitRunner,
  tree: ObjectId,
  {
    parents,
    message,
    priority = 'normal',
  }: {
    readonly parents: readonly ObjectId[];
    readonly message: CommitMessage;
    readonly priority?: GitPriority;
  },
): Promise<Result<ObjectId, GitFault>> {
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  const made = await git.text(args, { input: formatMessage(message), priority });
  return made.ok ? success(made.value.trim()) : made;
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
