import type { CreateMetrics } from './metrics.ts';

declare global {
  // Set by charts.js, which is a script of its own as it brings the chart library and all that only the tab with charts needs.
  var tuttiMetrics: CreateMetrics | undefined;
}

/** Resolves to what makes the metrics tab; null where it can't be had. */
export type MetricsLoader = () => Promise<CreateMetrics | null>;

/** Loads `charts.js` from beside `script`, with its nonce, when it is first asked for. A page that has it inside needs nothing. */
export function createMetricsLoader(script: HTMLScriptElement | null): MetricsLoader {
  const { src = '', nonce = '' } = script ?? {};
  let loading: Promise<CreateMetrics | null> | null = null;
  return () => (loading ??= load(src, nonce));
}

function load(src: string, nonce: string): Promise<CreateMetrics | null> {
  const { tuttiMetrics } = globalThis;
  if (tuttiMetrics !== undefined) return Promise.resolve(tuttiMetrics);
  if (src === '') return Promise.resolve(null);
  return new Promise((resolve) => {
    const element = document.createElement('script');
    const address = new URL('charts.js', src);
    // A token or a version in the query goes for both files.
    address.search = new URL(src).search;
    element.src = address.href;
    element.nonce = nonce;
    element.addEventListener('load', () => resolve(globalThis.tuttiMetrics ?? null));
    element.addEventListener('error', () => resolve(null));
    document.head.append(element);
  });
}
