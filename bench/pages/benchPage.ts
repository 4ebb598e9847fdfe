import type { StructureView, TaskCard } from '../../src/shared/dashboard/view.ts';
import type { TaskStateWord } from '../../src/shared/status.ts';
import { layOut, type PlacedGraph } from '../../webview-ui/graph/layout.ts';

declare global {
  interface Window {
    /** Put into the page by the benchmark. */
    readonly structure: StructureView;
    layoutMs: number;
    /** From navigation to the frame after the first picture. */
    paintedMs: number;
    change: (ref: string, state: TaskStateWord) => void;
  }
}

export function cardOf(ref: string, state: TaskStateWord): TaskCard {
  return {
    ...{ ref, state, gate: false, why: null, blockers: [], agent: 'claude', model: null, attempt: 1 },
    ...{ startedAt: null, endedAt: null, progress: null, health: null, doing: null, contextUsed: null },
    ...{ tokens: 0, costUsd: null, filesChanged: 0, ungated: false, held: false },
  };
}

/** The positions that all pages use. */
export function timedLayout(): PlacedGraph {
  const start = performance.now();
  const graph = layOut({ ...window.structure, collapsed: new Set() });
  window.layoutMs = performance.now() - start;
  return graph;
}

export function tellPainted(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => (window.paintedMs = performance.now())));
}
