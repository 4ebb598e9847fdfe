import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';
import type { ObjectId } from '../../core/engine/ports.ts';
import type { FileChange, FileSide } from '../../shared/fileChange.ts';
import { errorCode } from '../process/errorCode.ts';
import { untouchedConflicts, type ThreeTexts } from './conflictRegions.ts';
import { faultOf, GitError } from './gitFault.ts';
import type { GitRunner } from './gitRunner.ts';
import { readable } from './localFiles.ts';
import { parseConflictedMerge, parseRawDiff, splitNul, type ParsedMerge } from './parse.ts';

/** The text of a file, or why there is none to show. */
export type FileText =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** False where it is in another encoding than UTF-8: to be looked at, never to be written back. */
      readonly isExact: boolean;
    }
  | { readonly kind: 'binary' | 'tooLarge' | 'missing' };

/** Like git itself: a NUL in the first part means that it is no text. */
const sniffedBytes = 8_000;
const rawDiff = ['--raw', '--abbrev=40', '-z', '--no-color', '--no-ext-diff', '--find-renames'];

/** Looks at what commits and worktrees hold; changes nothing, and opens no worktree in any editor. */
export class ObjectReader {
  readonly #git: GitRunner;

  constructor(git: GitRunner) {
    this.#git = git;
  }

  async changes(from: ObjectId, to: ObjectId): Promise<readonly FileChange[]> {
    const args = ['diff-tree', '-r', ...rawDiff, from, to, '--'];
    const text = await this.#git.must(args, { encoding: 'latin1' });
    return parseRawDiff(text).map((entry) => ({
      path: readable(entry.path),
      oldPath: readable(entry.oldPath),
      before: sideOf(entry.oldMode, entry.oldId),
      after: sideOf(entry.newMode, entry.newId),
    }));
  }

  /** What differs from a commit in a worktree: tracked files, and new ones that are not ignored. */
  async changesOnDisk(folder: string, from: ObjectId): Promise<readonly FileChange[]> {
    const call = { cwd: folder, encoding: 'latin1' } as const;
    const tracked = parseRawDiff(await this.#git.must(['diff', ...rawDiff, from, '--'], call));
    const others = await this.#git.must(['ls-files', '--others', '--exclude-standard', '-z'], call);
    const disk = { kind: 'disk', folder } as const;
    return [
      ...tracked.map((entry) => ({
        path: readable(entry.path),
        oldPath: readable(entry.oldPath),
        before: sideOf(entry.oldMode, entry.oldId),
        after: entry.newMode === absent ? null : disk,
      })),
      ...splitNul(others).map((path) => ({
        path: readable(path),
        oldPath: readable(path),
        before: null,
        after: disk,
      })),
    ];
  }

  /** `path` matters for a file on disk only. */
  async read(side: FileSide, path: string, maxBytes: number): Promise<FileText> {
    switch (side.kind) {
      case 'blob':
        return this.#readBlob(side.id, maxBytes);
      case 'commit':
        return { kind: 'text', text: `Subproject commit ${side.id}\n`, isExact: true };
      case 'disk':
        return readDisk(side.folder, path, maxBytes);
    }
  }

  /** The blob of a file in a commit or tree; null when there is none. */
  async blobAt(tree: ObjectId, path: string): Promise<ObjectId | null> {
    return this.#git.lookup(`${tree}:${path}`);
  }

  /** The merge of two commits with its conflicts as git finds them, before any rule; null when there are none. */
  async conflicts(ours: ObjectId, theirs: ObjectId): Promise<ParsedMerge | null> {
    const args = ['merge-tree', '--write-tree', '-z', ours, theirs];
    const outcome = await this.#git.run(args, { encoding: 'latin1' });
    if (outcome.exitCode === 0) return null;
    if (outcome.exitCode !== 1 || outcome.truncated) throw new GitError(faultOf(args, outcome));
    const merge = parseConflictedMerge(outcome.stdout);
    return { ...merge, files: merge.files.map((file) => ({ ...file, path: readable(file.path) })) };
  }

  /** How many conflicts of a file a result leaves as they were before both changes. */
  untouchedConflicts(texts: ThreeTexts, result: string): Promise<number> {
    return untouchedConflicts(this.#git, texts, result);
  }

  async mergeBase(one: ObjectId, other: ObjectId): Promise<ObjectId | null> {
    const outcome = await this.#git.run(['merge-base', one, other]);
    return outcome.exitCode === 0 ? outcome.stdout.trim() : null;
  }

  async #readBlob(id: ObjectId, maxBytes: number): Promise<FileText> {
    const args = ['cat-file', 'blob', id];
    const outcome = await this.#git.run(args, { encoding: 'latin1', maxOutputBytes: maxBytes });
    if (outcome.exitCode !== 0) throw new GitError(faultOf(args, outcome));
    return outcome.truncated ? { kind: 'tooLarge' } : textOf(Buffer.from(outcome.stdout, 'latin1'));
  }
}

const absent = '000000';
const submodule = '160000';

function sideOf(mode: string, id: ObjectId): FileSide | null {
  if (mode === absent) return null;
  return mode === submodule ? { kind: 'commit', id } : { kind: 'blob', id };
}

async function readDisk(folder: string, path: string, maxBytes: number): Promise<FileText> {
  const file = join(folder, path);
  const inside = relative(folder, file);
  if (inside.startsWith('..') || isAbsolute(inside)) return { kind: 'missing' };
  try {
    const { size } = await stat(file);
    if (size > maxBytes) return { kind: 'tooLarge' };
    return textOf(await readFile(file));
  } catch (error) {
    // Its agent may have removed it, or put a folder in its place, since.
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return { kind: 'missing' };
    throw error;
  }
}

function textOf(bytes: Buffer): FileText {
  if (bytes.subarray(0, sniffedBytes).includes(0)) return { kind: 'binary' };
  return { kind: 'text', text: bytes.toString('utf8'), isExact: isUtf8(bytes) };
}
