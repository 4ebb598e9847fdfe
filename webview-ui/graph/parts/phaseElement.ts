import { decorative } from '../../h.ts';
import type { PlacedPhase } from '../layout.ts';
import { phaseHeader } from '../layout/sizes.ts';
import { setAttribute, setText, svgElement } from './svg.ts';
import type { TextFit } from './textFit.ts';

export interface PhaseElement {
  readonly root: SVGGElement;
  /** `landed` of `total` of its tasks. */
  showCount(landed: number, total: number): void;
}

/** The box of an open phase; its head is what collapses it. */
export function createPhaseElement(box: PlacedPhase, title: string, fit: TextFit): PhaseElement {
  const root = svgElement('g', { transform: `translate(${box.x} ${box.y})` });
  const [width, height] = [String(box.width), String(box.height)];
  const head = svgElement('g.tutti-phase-head', { role: 'treeitem', 'aria-expanded': 'true' });
  head.setAttribute('data-ref', box.ref);
  head.setAttribute('data-head', '');
  const name = svgElement('text.tutti-phase-title', { x: '28', y: '18' });
  const count = svgElement('text.tutti-phase-count', { x: String(box.width - 10), y: '18' });
  const tip = svgElement('title');
  setText(tip, title);
  setText(name, fit.cut(title, box.width - 28 - 64));
  head.append(
    tip,
    svgElement('rect.tutti-phase-bar', { width, height: String(phaseHeader), rx: '6' }),
    svgElement('path.tutti-chevron', { d: 'M10 10l4.5 5l4.5 -5' }),
  );
  const seen = svgElement('g.tutti-face', decorative);
  seen.append(name, count);
  root.append(svgElement('rect.tutti-phase-box', { width, height, rx: '6' }), head, seen);
  return {
    root,
    showCount(landed, total) {
      setText(count, `${landed}/${total}`);
      setAttribute(head, 'aria-label', `phase ${title}, ${landed} of ${total} landed`);
    },
  };
}
