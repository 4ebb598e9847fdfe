import { createMetrics } from './metrics.ts';

globalThis.tuttiMetrics = createMetrics;
