import { spanWords } from '../looks.ts';
import { h, svg } from '../h.ts';
import type { SpanKind } from '../../src/shared/dashboard/view.ts';

const kinds: readonly SpanKind[] = ['waiting', 'setup', 'running', 'gate', 'merge', 'needs-you'];

/** Each kind of span has a pattern of its own beside its colour: paths in a tile of 8 by 8. */
const marks: Readonly<Record<SpanKind, string>> = {
  waiting: 'M0 8L8 0M-2 2L2 -2M6 10L10 6',
  setup: 'M4 0V8',
  running: '',
  gate: 'M0 4H8M4 0V8',
  merge: 'M0 0L8 8M-2 6L2 10M6 -2L10 2',
  'needs-you': 'M2 2h1v1h-1zM6 6h1v1h-1z',
};

/** Has to be in the page for the bars to find their fills. */
export function patternDefinitions(): SVGSVGElement {
  return svg(
    'svg',
    { width: 0, height: 0, 'aria-hidden': 'true', class: 'pattern-definitions' },
    svg(
      'defs',
      ...kinds.map((kind) =>
        svg(
          'pattern',
          { id: `pattern-${kind}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
          svg('rect', { width: 8, height: 8, class: `tile tile-${kind}` }),
          svg('path', { d: marks[kind], class: `tile-mark tile-mark-${kind}` }),
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
        'svg',
        { viewBox: '0 0 22 14', class: 'legend-sign', 'aria-hidden': 'true' },
        svg('rect', { class: `bar bar-${kind}`, x: 1, y: 1, width: 20, height: 12, rx: 2 }),
      ),
      word,
    );
  return h(
    'ul.legend',
    { 'aria-label': 'Legend' },
    ...kinds.map((kind) => entry(kind, spanWords[kind])),
    entry('forecast', 'forecast'),
    h('li', h('span.critical-mark', { 'aria-hidden': 'true' }, '◆'), ' critical path'),
  );
}
