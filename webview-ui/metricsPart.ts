import { createForecast } from './forecast/forecast.ts';
import { group, h, setText } from './h.ts';
import type { SavedFile } from './host/host.ts';
import type { MetricsLoader } from './metrics/loadMetrics.ts';
import type { Part } from './part.ts';
import type { Scene } from './scene.ts';

export interface MetricsPartOptions {
  readonly save: (file: SavedFile) => void;
  readonly load: MetricsLoader;
}

/** The forecast and, loaded when they are first looked at, figures and charts. */
export function createMetricsPart({ save, load }: MetricsPartOptions): Part {
  const forecast = createForecast();
  const message = h('p.none', 'Loading…');
  const charts = h('div', message);
  const element = group('metrics', 'Metrics', { tabindex: 0 }, forecast.element, charts);
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
    charts.replaceChildren(inner.element);
    inner.show(latest, null);
  }

  return {
    element,
    focusTarget: element,
    tick: () => undefined,
    show: (scene, patch) => {
      latest = scene;
      forecast.show(scene);
      const { figures, charts: views } = scene.view.metrics;
      charts.hidden = figures.length + views.length === 0;
      if (inner === null) void fill();
      else inner.show(scene, patch);
    },
  };
}
