import { h, setText } from './h.ts';
import type { SavedFile } from './host/host.ts';
import type { MetricsLoader } from './metrics/loadMetrics.ts';
import type { Part } from './part.ts';
import type { Scene } from './scene.ts';

export interface MetricsPartOptions {
  readonly save: (file: SavedFile) => void;
  readonly load: MetricsLoader;
}

/** The metrics as a tab: loaded when they are first looked at. */
export function createMetricsPart({ save, load }: MetricsPartOptions): Part {
  const message = h('p.none', 'Loading…');
  const element = h('div.metrics-box', { tabindex: -1 }, message);
  let inner: Part | null = null;
  let latest: Scene | null = null;

  async function fill(): Promise<void> {
    const create = await load();
    if (inner !== null || latest === null) return;
    if (create === null) {
      setText(message, 'The charts could not be loaded: reload the page to see them.');
      return;
    }
    inner = create(save);
    element.replaceChildren(inner.element);
    inner.show(latest, null);
  }

  return {
    element,
    focusTarget: element,
    tick: () => undefined,
    show: (scene, patch) => {
      latest = scene;
      if (inner === null) void fill();
      else inner.show(scene, patch);
    },
  };
}
