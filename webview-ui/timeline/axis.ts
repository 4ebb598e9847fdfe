import { timeTicks } from '../../src/shared/dashboard/ticks.ts';
import { decorative, h, setAttributes, svg } from '../h.ts';
import type { TimeWindow } from './window.ts';

export interface Axis {
  /** The labels above the rows. */
  readonly element: HTMLElement;
  /** Lines of the ticks and of now, behind the rows. */
  readonly lines: SVGSVGElement;
  show(window: TimeWindow, widthPx: number, now: number): void;
}

/** A tick needs this much room. */
const tickPx = 90;

export function createAxis(): Axis {
  const element = h('div.timeline-axis', decorative);
  const labels = svg('svg', { height: 22 });
  const lines = svg('svg.timeline-lines', decorative);
  element.append(labels);
  return {
    element,
    lines,
    show: (window, widthPx, now) => {
      const scale = widthPx / (window.to - window.from);
      const x = (at: number) => Math.round((at - window.from) * scale * 10) / 10;
      const ticks = timeTicks(window.from, window.to, Math.max(1, Math.floor(widthPx / tickPx)));
      setAttributes(labels, { width: widthPx });
      setAttributes(lines, { width: widthPx });
      const isNowShown = now >= window.from && now <= window.to;
      labels.replaceChildren(
        ...ticks
          .filter(({ at }) => !isNowShown || Math.abs(x(at) - x(now)) > 40)
          .map(({ at, label }) =>
            svg('text', { x: x(at), y: 15, 'text-anchor': anchorOf(x(at), widthPx) }, label),
          ),
        ...(isNowShown
          ? [svg('text.now', { x: x(now), y: 15, 'text-anchor': anchorOf(x(now), widthPx) }, 'now')]
          : []),
      );
      lines.replaceChildren(
        ...ticks.map(({ at }) => svg('line.tick', { x1: x(at), x2: x(at), y1: 0, y2: '100%' })),
        ...(isNowShown ? [svg('line.now', { x1: x(now), x2: x(now), y1: 0, y2: '100%' })] : []),
      );
    },
  };
}

/** Labels at the edges stay inside. */
function anchorOf(x: number, widthPx: number): string {
  if (x < 24) return 'start';
  return x > widthPx - 24 ? 'end' : 'middle';
}
