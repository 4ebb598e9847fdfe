import type { ChartPalette } from '../../src/shared/dashboard/chartSvg.ts';

const seriesTokens = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];

/** The theme's colours as values, for what can't use variables: canvases and exported files. */
export function currentPalette(): ChartPalette {
  const style = getComputedStyle(document.body);
  const color = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const text = color('foreground') || style.color;
  return {
    text,
    lines: color('charts-lines') || text,
    background: color('editor-background') || 'transparent',
    mark: color('charts-yellow') || text,
    series: seriesTokens.map((name) => color(`charts-${name}`) || text),
  };
}
