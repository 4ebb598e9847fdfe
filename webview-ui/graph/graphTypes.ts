import type { StructureView, TaskCard } from '../../src/shared/dashboard/view.ts';

export interface GraphOptions {
  /** Enter or a double click on a task. */
  readonly onOpen: (ref: string) => void;
  readonly onSelect: (ref: string | null) => void;
  /** When the look has changed and then stayed for a moment. */
  readonly onLook: (look: GraphLook) => void;
  /** What to start with; null: the graph decides. */
  readonly look: GraphLook | null;
  /** Epoch ms, by the host's clock. */
  readonly clock: () => number;
  /** Value of `data-vscode-context` of a task; null: it has no menu. */
  readonly contextOf: (ref: string) => string | null;
}

/** What a person has made of the view, and wants to find again. */
export interface GraphLook {
  /** Of the drawing, what is in the middle of the view. */
  readonly x: number;
  readonly y: number;
  /** 1 is 100 %. */
  readonly zoom: number;
  /** Refs of phases. */
  readonly collapsed: readonly string[];
  readonly selected: string | null;
  readonly focus: GraphFocus | null;
}

/** What a task waits for, or what waits for it, over any number of edges; all else is dimmed. */
export interface GraphFocus {
  readonly ref: string;
  readonly direction: 'blocks' | 'unblocks';
}

export interface GraphView {
  /** The layout is made anew when the structure's version is another. */
  show(structure: StructureView, tasks: readonly TaskCard[]): void;
  update(changed: readonly TaskCard[]): void;
  /** Highlights these tasks and what leads from one to the next, in place of the path of the structure. */
  criticalPath(refs: readonly string[]): void;
  /** Brings elapsed times up to date. */
  tick(): void;
  /** Dims what is not shown; null: nothing is. */
  filter(shown: ReadonlySet<string> | null): void;
  select(ref: string | null, options?: { readonly reveal: boolean }): void;
  /** Takes the keyboard's focus to its node as well. */
  focus(focus: GraphFocus | null): void;
}
