import type { RunCommandBody } from '../../shared/command.ts';

export const paneNames = ['tasks', 'workers', 'queue', 'activity', 'trends'] as const;

export type PaneName = (typeof paneNames)[number];

/** All that the person at the terminal has chosen; what the run is at is not in here. */
export interface WatchUi {
  readonly pane: PaneName;
  readonly cursors: Readonly<Record<PaneName, Cursor>>;
  readonly mode: WatchMode;
  /** What became of the last thing that was asked for; the next key takes it away. */
  readonly notice: string | null;
}

/** The row that is chosen. It moves with its row; where that is gone, the one in its place is chosen. */
export interface Cursor {
  /** Null: the first row, whichever it is. */
  readonly key: string | null;
  readonly index: number;
}

export type WatchMode = ReadMode | ConfirmMode | TypingMode;

/** `top`: how many lines are above what is shown. */
export type ReadMode =
  | { readonly kind: 'panes' }
  | { readonly kind: 'detail'; readonly ref: string; readonly top: number }
  | { readonly kind: 'figures'; readonly top: number }
  | { readonly kind: 'help'; readonly top: number };

export interface ConfirmMode {
  readonly kind: 'confirm';
  readonly question: string;
  readonly ask: Ask;
  readonly back: ReadMode;
}

export interface TypingMode {
  readonly kind: 'typing';
  /** What stands before the line: `message to 2.1`. */
  readonly label: string;
  readonly text: string;
  readonly ask: (text: string) => Ask;
  readonly back: ReadMode;
}

/** What is asked of the run, and what to say when it agreed. */
export interface Ask {
  readonly command: RunCommandBody;
  readonly done: string;
}

const first: Cursor = { key: null, index: 0 };

export const firstUi: WatchUi = {
  pane: 'tasks',
  cursors: { tasks: first, workers: first, queue: first, activity: first, trends: first },
  mode: { kind: 'panes' },
  notice: null,
};

/** What is shown behind a question or a line that is being typed. */
export function shownMode(mode: WatchMode): ReadMode {
  return mode.kind === 'confirm' || mode.kind === 'typing' ? mode.back : mode;
}
