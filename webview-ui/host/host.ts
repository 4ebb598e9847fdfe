import type { PageMessage } from '../../src/shared/dashboard/messages.ts';

/** Whoever feeds the page: the editor, the local web server, or the file that it is in. */
export interface Host {
  readonly send: (message: PageMessage) => void;
  /** Starts it. What comes is anything: it has to be read with `readHostMessage`. */
  readonly listen: (listener: HostListener) => void;
  /** What was kept of an earlier life of the page; anything may be in it. */
  readonly kept: () => unknown;
  readonly keep: (state: object) => void;
  /** Hands a file to the person; `text` is base64 for PNG. */
  readonly save: (file: SavedFile) => void;
  /** Value of `data-vscode-context` for a task; null where there are no menus of the editor. */
  readonly contextOf: (ref: string) => string | null;
  /** False where time stands still: nothing counts on. */
  readonly isLive: boolean;
}

export interface HostListener {
  readonly onMessage: (message: unknown) => void;
  /** A sentence while the host can't be reached, null when it can be again. */
  readonly onLink: (problem: string | null) => void;
}

export interface SavedFile {
  readonly name: string;
  readonly kind: 'csv' | 'svg' | 'png';
  readonly text: string;
}
