import type { ChartPalette } from '../../src/shared/dashboard/chartSvg.ts';
import type { ChartView } from '../../src/shared/dashboard/view.ts';

/** The drawn chart on the theme's background, under its title and above its legend, as base64 of a PNG. */
export function chartPng(drawn: HTMLCanvasElement, chart: ChartView, palette: ChartPalette): string {
  const scale = devicePixelRatio;
  const [head, foot] = [34 * scale, 26 * scale];
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width;
  canvas.height = drawn.height + head + foot;
  const context = canvas.getContext('2d');
  if (context === null) return '';
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = palette.text;
  context.font = `bold ${14 * scale}px system-ui, sans-serif`;
  context.fillText(chart.title, 12 * scale, 22 * scale, canvas.width - 24 * scale);
  context.drawImage(drawn, 0, head);
  context.font = `${11 * scale}px system-ui, sans-serif`;
  const room = (canvas.width - 24 * scale) / Math.max(1, chart.series.length);
  for (const [index, { label }] of chart.series.entries()) {
    const x = 12 * scale + index * room;
    const y = canvas.height - 10 * scale;
    context.fillStyle = palette.series[index % palette.series.length] ?? palette.text;
    context.fillRect(x, y - 9 * scale, 10 * scale, 10 * scale);
    context.fillStyle = palette.text;
    context.fillText(label, x + 16 * scale, y, room - 24 * scale);
  }
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
