import type { Icon } from './stateLook.ts';
import type { TreeRow } from './treeRow.ts';

/** How a row looks now; plain, so that what has changed can be told. */
export interface RowLook {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** See `contextValue`. */
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Whether it can be opened, and is until the user says otherwise. */
  readonly children: 'none' | 'closed' | 'open';
  /** Colour and letter of the label, for what a person must see. */
  readonly mark: RowMark | null;
}

export type RowMark = 'failed' | 'conflict' | 'needs-you';

/** By hand: it is asked for a thousand rows at a time. */
export function looksSame(one: RowLook, other: RowLook): boolean {
  return (
    one.description === other.description &&
    one.label === other.label &&
    one.icon.id === other.icon.id &&
    one.icon.color === other.icon.color &&
    one.context === other.context &&
    one.spoken === other.spoken &&
    one.children === other.children &&
    one.mark === other.mark
  );
}

/** What one view shows: rows and their looks as they are at this moment. */
export interface RowSource {
  /** Below a row; null: the topmost. The same row is the same object each time. */
  children(row: TreeRow | null): readonly TreeRow[];
  parent(row: TreeRow): TreeRow | null;
  /** Null: what the row stands for is gone. */
  look(row: TreeRow): RowLook | null;
}
