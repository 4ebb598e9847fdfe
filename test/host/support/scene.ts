import type { HostOptions, HostServer } from './hostServer.ts';
import type { PreparedWorkspace } from './insideSession.ts';
import type { Workbench } from './workbench.ts';

/** What a file of `test/host/scenes` exports as `scene`: a picture, or several, for `docs/screenshots`. */
export interface Scene {
  readonly host?: HostOptions;
  /** Of the window, in pixels. Default 1400 × 900. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly prepare: () => PreparedWorkspace | Promise<PreparedWorkspace>;
  readonly play: (stage: Stage) => Promise<void>;
}

export interface Stage {
  readonly workbench: Workbench;
  readonly server: HostServer;
  /** The folder that is open. */
  readonly open: string | null;
  /** Takes `docs/screenshots/<name>.png`. */
  readonly picture: (name: string) => Promise<void>;
  /** Films what is seen while it acts, as `docs/screenshots/<name>.gif`; frames that show nothing new are left out. */
  readonly film: (name: string, act: () => Promise<void>) => Promise<void>;
}
