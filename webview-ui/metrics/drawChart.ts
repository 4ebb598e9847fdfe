import type { ChartPalette } from '../../src/shared/dashboard/chartSvg.ts';
import type { ChartView } from '../../src/shared/dashboard/view.ts';

/** Draws a chart into a box; its canvas is labelled by the caller. */
export type DrawChart = (box: HTMLElement, chart: ChartView, palette: ChartPalette) => DrawnChart;

export interface DrawnChart {
  readonly canvas: HTMLCanvasElement;
  resize(widthPx: number): void;
  dispose(): void;
}
