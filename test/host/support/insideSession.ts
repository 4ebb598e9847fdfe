import type { HostOptions } from './hostServer.ts';

/** What `workspace.ts` of a folder in `test/host/inside` exports as `session`: where its tests run. */
export interface InsideSession {
  /** Of the server; `automation` is set by itself. */
  readonly host?: Omit<HostOptions, 'automation'>;
  /** Called before VS Code starts. */
  prepare(): PreparedWorkspace | Promise<PreparedWorkspace>;
}

export interface PreparedWorkspace {
  /** Folder or `.code-workspace` file; null for an empty window. */
  readonly open: string | null;
  /** Environment of the extension host, over that of `host`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly dispose: () => void | Promise<void>;
}

/** One line of what the tests inside report. */
export type InsideReport =
  | { readonly kind: 'passed'; readonly title: string; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'skipped'; readonly title: string }
  | { readonly kind: 'ended' };
