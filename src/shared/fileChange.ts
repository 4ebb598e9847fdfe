import { hasFields } from './fields.ts';

/** One side of a changed file. `commit`: a submodule at that commit; `disk`: as it is now in a worktree. */
export type FileSide =
  | { readonly kind: 'blob' | 'commit'; readonly id: string }
  | { readonly kind: 'disk'; readonly folder: string };

export interface FileChange {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Where it was before; the same as `path` unless it was renamed. */
  readonly oldPath: string;
  /** Null: it was added. */
  readonly before: FileSide | null;
  /** Null: it was deleted. */
  readonly after: FileSide | null;
}

export function isFileSide(value: unknown): value is FileSide {
  if (!hasFields(value, { kind: 'string' })) return false;
  if (value['kind'] === 'disk') return hasFields(value, { folder: 'string' });
  const named = value['kind'] === 'blob' || value['kind'] === 'commit';
  return named && typeof value['id'] === 'string' && /^[0-9a-f]{40,64}$/.test(value['id']);
}
