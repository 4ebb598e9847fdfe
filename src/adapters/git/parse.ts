/** Parsers of what git prints with `-z`: pure, and strict about nothing but the separators. */

export interface WorktreeEntry {
  readonly path: string;
  /** Null for a bare repository. */
  readonly head: string | null;
  /** Full ref; null when detached or bare. */
  readonly branch: string | null;
  readonly bare: boolean;
  /** Its folder is gone. */
  readonly prunable: boolean;
}

/** `git worktree list --porcelain -z`: attributes end with NUL, entries with an empty one. */
export function parseWorktreeList(text: string): readonly WorktreeEntry[] {
  return text
    .split('\0\0')
    .filter((block) => block !== '')
    .map((block) => {
      const facts = new Map<string, string>();
      for (const line of block.split('\0')) {
        const space = line.indexOf(' ');
        facts.set(space < 0 ? line : line.slice(0, space), space < 0 ? '' : line.slice(space + 1));
      }
      return {
        path: facts.get('worktree') ?? '',
        head: facts.get('HEAD') ?? null,
        branch: facts.get('branch') ?? null,
        bare: facts.has('bare'),
        prunable: facts.has('prunable'),
      };
    });
}

/** NUL-ended items, each once, in order. */
export function splitNul(text: string): readonly string[] {
  return [...new Set(text.split('\0'))].filter((item) => item !== '');
}

export interface LocalFile {
  readonly path: string;
  readonly tracked: boolean;
}

/** `git ls-files -t -o -m -d -z`: what differs from the index; a deleted file is listed twice. Tracked files first. */
export function parseLocalFiles(text: string): readonly LocalFile[] {
  const files = new Map<string, LocalFile>();
  for (const item of splitNul(text)) {
    const path = item.slice(2);
    const tracked = !item.startsWith('? ');
    if (tracked || !files.has(path)) files.set(path, { path, tracked });
  }
  return [...files.values()].sort((one, other) => Number(other.tracked) - Number(one.tracked));
}

export interface TreeChange {
  readonly path: string;
  /** Six octal digits; `000000` where the file is absent. */
  readonly oldMode: string;
  readonly oldId: string;
  readonly newMode: string;
  readonly newId: string;
}

/** `git diff-tree -r -z --no-renames <old> <new>`. */
export function parseTreeChanges(text: string): readonly TreeChange[] {
  const items = text.split('\0');
  const changes: TreeChange[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [oldMode = '', newMode = '', oldId = '', newId = ''] = (items[index] ?? '').slice(1).split(' ');
    changes.push({ path: items[index + 1] ?? '', oldMode, oldId, newMode, newId });
  }
  return changes;
}

export interface RawChange extends TreeChange {
  /** The same as `path` unless it was renamed. */
  readonly oldPath: string;
}

/** `git diff --raw -z` and `git diff-tree -r --raw -z`: a rename or copy (`R100`) names two paths. */
export function parseRawDiff(text: string): readonly RawChange[] {
  const items = text.split('\0');
  const changes: RawChange[] = [];
  for (let index = 0; index + 1 < items.length;) {
    const [oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = (items[index] ?? '')
      .slice(1)
      .split(' ');
    const moved = /^[RC]/.test(status);
    const oldPath = items[index + 1] ?? '';
    const path = moved ? (items[index + 2] ?? '') : oldPath;
    changes.push({ path, oldPath, oldMode, oldId, newMode, newId });
    index += moved ? 3 : 2;
  }
  return changes;
}

export interface ConflictStage {
  readonly mode: string;
  readonly id: string;
}

export interface ConflictedFile {
  readonly path: string;
  readonly base: ConflictStage | null;
  readonly ours: ConflictStage | null;
  readonly theirs: ConflictStage | null;
  /** Git's stable names of what is wrong, e.g. `CONFLICT (contents)`. */
  readonly kinds: readonly string[];
}

export interface ParsedMerge {
  readonly tree: string;
  readonly files: readonly ConflictedFile[];
  /** Messages for people, without the merely informational ones. */
  readonly message: string;
}

/**
 * `git merge-tree --write-tree -z --messages` with exit code 1: tree NUL, conflicted stages each NUL-ended, an empty
 * item, then messages as `<count> NUL <path> NUL … <kind> NUL <text> NUL`.
 */
export function parseConflictedMerge(text: string): ParsedMerge {
  const items = text.split('\0');
  const tree = items[0] ?? '';
  const stages = new Map<string, (ConflictStage | null)[]>();
  let index = 1;
  for (; index < items.length && items[index] !== ''; index += 1) {
    const match = /^(\d{6}) ([0-9a-f]+) ([123])\t([\s\S]+)$/.exec(items[index] ?? '');
    if (match === null) continue;
    const [, mode = '', id = '', stage = '1', path = ''] = match;
    const known = stages.get(path) ?? [null, null, null];
    known[Number(stage) - 1] = { mode, id };
    stages.set(path, known);
  }
  const kinds = new Map<string, string[]>();
  const texts: string[] = [];
  for (index += 1; index + 1 < items.length;) {
    const count = Number(items[index]);
    if (!Number.isInteger(count)) break;
    const paths = items.slice(index + 1, index + 1 + count);
    const kind = items[index + 1 + count] ?? '';
    if (kind.startsWith('CONFLICT')) {
      texts.push((items[index + 2 + count] ?? '').trim());
      for (const path of paths) kinds.set(path, [...(kinds.get(path) ?? []), kind]);
    }
    index += 3 + count;
  }
  return {
    tree,
    files: [...stages].map(([path, [base = null, ours = null, theirs = null]]) => ({
      path,
      base,
      ours,
      theirs,
      kinds: kinds.get(path) ?? [],
    })),
    message: texts.join('\n'),
  };
}
