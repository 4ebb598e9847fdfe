import type { DashboardPatch } from '../src/shared/dashboard/messages.ts';
import type { Scene } from './scene.ts';

/** What fills a tab. It is only told while its tab is shown. */
export interface Part {
  readonly element: HTMLElement;
  /** What takes the focus when a drawer over it closes, and nothing better is there. */
  readonly focusTarget: HTMLElement;
  /** `patch`: what has changed since it was last told; null where that may be anything. */
  show(scene: Scene, patch: DashboardPatch | null): void;
  /** Once a second: what counts on. */
  tick(): void;
}
