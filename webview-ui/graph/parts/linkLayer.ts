import { decorative } from '../../h.ts';
import type { Box } from '../layout.ts';
import { meets } from './camera.ts';
import { headPath, linkPath, overlapPath } from './linkPaths.ts';
import type { GraphModel } from './model.ts';
import { setAttribute, svgElement } from './svg.ts';

const kinds = ['dim', 'plain', 'critical', 'emphasis'] as const;

export interface LinkLayer {
  readonly root: SVGGElement;
  draw(
    model: GraphModel,
    region: Box,
    looks: { readonly selected: string | null; readonly isDim: (ref: string) => boolean },
  ): void;
}

/** All edges of a look are one line: a pan or a zoom changes a handful of elements, however many edges there are. */
export function createLinkLayer(): LinkLayer {
  const root = svgElement('g', decorative);
  const overlaps = svgElement('path.tutti-overlap');
  root.append(overlaps);
  const elements = kinds.map((kind) => {
    const line = svgElement('path', { class: `tutti-link tutti-link-${kind}` });
    const head = svgElement('path', { class: `tutti-head tutti-head-${kind}` });
    root.append(line, head);
    return { kind, line, head };
  });
  return {
    root,
    draw(model, region, { selected, isDim }) {
      const lines = { dim: '', plain: '', critical: '', emphasis: '' };
      const heads = { dim: '', plain: '', critical: '', emphasis: '' };
      for (const edge of model.index.edgesIn(region)) {
        const kind =
          edge.from === selected || edge.to === selected
            ? 'emphasis'
            : isDim(edge.from) || isDim(edge.to)
              ? 'dim'
              : model.isCritical(edge)
                ? 'critical'
                : 'plain';
        lines[kind] += linkPath(edge);
        heads[kind] += headPath(edge);
      }
      for (const { kind, line, head } of elements) {
        setAttribute(line, 'd', lines[kind]);
        setAttribute(head, 'd', heads[kind]);
      }
      const shared = model.overlaps.filter(({ one, other }) => meets(one, region) || meets(other, region));
      setAttribute(overlaps, 'd', shared.map(({ one, other }) => overlapPath(one, other)).join(''));
    },
  };
}
