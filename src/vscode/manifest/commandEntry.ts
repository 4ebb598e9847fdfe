import type { ViewId } from './views.ts';

/** A command as the manifest has it. */
export interface CommandEntry {
  /** Title case; the category `Tutti` stands before it. */
  readonly title: string;
  /** Codicon without `$()`; needed where it stands in a toolbar or inline. */
  readonly icon?: string;
  /** When-clause of `enablement`. */
  readonly enablement?: string;
  /** When-clause in the palette; `false`: a row variant that makes no sense there. */
  readonly palette?: string | false;
  readonly menus?: Readonly<Record<string, MenuPlace | readonly MenuPlace[]>>;
  readonly keybinding?: {
    readonly key: string;
    readonly mac?: string;
    readonly when: string;
    /** Keys carry no row, only the view that has the focus. */
    readonly args: ViewId;
  };
}

export interface MenuPlace {
  readonly when?: string;
  readonly group?: string;
}

export type CommandTable = Readonly<Record<string, CommandEntry>>;
