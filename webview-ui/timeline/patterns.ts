import { decorative, h, svg } from '../h.ts';
import type { SpanKind } from '../../src/shared/dashboard/view.ts';

/** Each kind of span has a pattern of its own beside its colour: paths in a tile of 8 by 8. */
const marks = [
  ['waiting', 'M0 8L8 0M-2 2L2 -2M6 10L10 6'],
  ['setup', 'M4 0V8'],
  ['running', ''],
  ['gate', 'M0 4H8M4 0V8'],
  ['merge', 'M0 0L8 8M-2 6L2 10M6 -2L10 2'],
  ['needs-you', 'M2 2h1v1h-1zM6 6h1v1h-1z'],
] as const satisfies readonly (readonly [SpanKind, string])[];

/** Has to be in the page for the bars to find their fills. */
export function patternDefinitions(): SVGSVGElement {
  return svg(
    'svg.pattern-definitions',
    { width: 0, height: 0 },
    decorative,
    svg(
      'defs',
      ...marks.map(([kind, path]) =>
        svg(
          'pattern',
          { id: `pattern-${kind}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
          svg('rect', { width: 8, height: 8, class: `tile tile-${kind}` }),
          svg('path', { d: path, class: `tile-mark tile-mark-${kind}` }),
        ),
      ),
    ),
  );
}

export function timelineLegend(): HTMLElement {
  const entry = (kind: SpanKind | 'forecast', word: string) =>
    h(
      'li',
      svg(
        'svg.legend-sign',
        { viewBox: '0 0 22 14' },
        decorative,
        svg('rect', { class: `bar bar-${kind}`, x: 1, y: 1, width: 20, height: 12, rx: 2 }),
      ),
      word,
    );
  return h(
    'ul.legend',
    { 'aria-label': 'Legend' },
    ...marks.map(([kind]) => entry(kind, kind)),
    entry('forecast', 'forecast'),
    h('li', h('span.critical-mark', decorative, '◆'), ' critical path'),
  );
}
