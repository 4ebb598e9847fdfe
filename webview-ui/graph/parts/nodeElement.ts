import type { PlacedNode } from '../layout.ts';
import type { Face } from './face.ts';
import { frameOf, iconOf } from './icons.ts';
import { setAttribute, setText, svgElement } from './svg.ts';
import type { TextFit } from './textFit.ts';

/** How much of a node is drawn: all, the icon and the id in large, or the outline alone. */
export type Detail = 'full' | 'brief' | 'outline';

export interface NodeElement {
  readonly root: SVGGElement;
  /** What takes the keyboard's focus and tells what the node is; the texts that are seen stand beside it. */
  readonly item: SVGGElement;
  readonly detail: Detail;
  /** What it shows now; elements are used again for other nodes. */
  ref: string;
  show(node: PlacedNode, face: Face, elapsed: string): void;
  showElapsed(elapsed: string): void;
}

export interface Fits {
  readonly head: TextFit;
  readonly small: TextFit;
}

const left = 12;
const textLeft = 34;

export function createNodeElement(detail: Detail, fits: Fits): NodeElement {
  const root = svgElement('g');
  const item = svgElement('g', { class: 'tutti-item', role: 'treeitem' });
  const seen = svgElement('g', { class: 'tutti-face', 'aria-hidden': 'true' });
  const title = svgElement('title');
  const frame = svgElement('path', { class: 'tutti-frame' });
  item.append(title, frame);
  root.append(item, seen);
  const parts =
    detail === 'full' ? fullParts(seen, fits) : detail === 'brief' ? briefParts(seen, fits) : null;
  let shown: PlacedNode | null = null;
  return {
    ...{ root, item, detail, ref: '' },
    show(node, shownFace, elapsed) {
      this.ref = node.ref;
      setAttribute(item, 'data-ref', node.ref);
      setAttribute(root, 'transform', `translate(${node.x} ${node.y})`);
      setAttribute(root, 'data-tone', shownFace.tone);
      setAttribute(root, 'data-kind', node.kind);
      setAttribute(item, 'aria-label', shownFace.label);
      setText(title, [shownFace.id, shownFace.title].filter((part) => part !== '').join(' '));
      setAttribute(frame, 'd', frameOf(shownFace.tone, node));
      parts?.show(node, shownFace);
      parts?.showElapsed(elapsed, node);
      shown = node;
    },
    showElapsed(elapsed) {
      if (shown !== null) parts?.showElapsed(elapsed, shown);
    },
  };
}

interface Parts {
  show(node: PlacedNode, face: Face): void;
  showElapsed(elapsed: string, node: PlacedNode): void;
}

function fullParts(root: SVGGElement, fits: Fits): Parts {
  const icon = svgElement('path', { class: 'tutti-icon', transform: `translate(${left} 9)` });
  const id = svgElement('text', { class: 'tutti-id', x: `${textLeft}`, y: '21' });
  const title = svgElement('text', { class: 'tutti-title', y: '21' });
  const state = svgElement('text', { class: 'tutti-state', x: `${left}`, y: '38' });
  const elapsed = svgElement('text', { class: 'tutti-elapsed', y: '38' });
  const note = svgElement('text', { class: 'tutti-note', x: `${left}`, y: '53' });
  const bar = svgElement('path', { class: 'tutti-progress' });
  root.append(icon, id, title, state, elapsed, note, bar);
  let stateText = '';
  return {
    show(node, face) {
      const isBar = node.kind === 'barrier';
      setAttribute(icon, 'd', iconOf(face.tone));
      const shownId = isBar ? '' : fits.head.cut(face.id, 70);
      const idWidth = shownId === '' ? 0 : Math.ceil(fits.head.measure(shownId)) + 8;
      setText(id, shownId);
      setAttribute(title, 'x', `${textLeft + idWidth}`);
      setText(title, isBar ? '' : fits.head.cut(face.title, node.width - textLeft - idWidth - 10));
      stateText = isBar ? '' : face.state;
      setText(note, isBar ? '' : fits.small.cut(face.note, node.width - 2 * left));
      const length =
        face.progress === null ? 0 : Math.min(1, Math.max(0, face.progress)) * (node.width - 2 * left);
      setAttribute(bar, 'd', length > 0 ? `M${left} ${node.height - 3.5}h${Math.round(length)}` : '');
    },
    showElapsed(text, node) {
      setAttribute(elapsed, 'x', `${node.width - left}`);
      setText(elapsed, text);
      setText(state, fits.small.cut(stateText, node.width - 2 * left - (text === '' ? 0 : 60)));
    },
  };
}

function briefParts(root: SVGGElement, fits: Fits): Parts {
  const icon = svgElement('path', { class: 'tutti-icon', transform: `translate(${left} 11) scale(2.5)` });
  const id = svgElement('text', { class: 'tutti-large-id', x: '64', y: '41' });
  root.append(icon, id);
  return {
    show(node, face) {
      setAttribute(icon, 'd', iconOf(face.tone));
      setText(id, node.kind === 'barrier' ? '' : fits.head.cut(face.id === '' ? face.title : face.id, 60));
    },
    showElapsed() {
      // There is no room for it.
    },
  };
}
