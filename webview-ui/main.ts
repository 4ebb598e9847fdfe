import { openHost } from './host/openHost.ts';
import { createMetricsLoader } from './metrics/loadMetrics.ts';
import { startPage } from './page.ts';

// Only while this script starts does the page say which one it is: where the charts are, and what lets them run.
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const root = document.createElement('div');
document.body.append(root);
startPage(root, openHost(), createMetricsLoader(script));
