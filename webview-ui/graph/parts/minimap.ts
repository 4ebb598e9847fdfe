import { decorative, h, on } from '../../h.ts';
import type { Box, PlacedGraph, PlacedNode } from '../layout.ts';
import type { Tone } from './face.ts';

export interface Minimap {
  readonly root: HTMLElement;
  /** Draws everything anew. */
  show(graph: PlacedGraph): void;
  /** Draws one node again, in the colour of its state. */
  repaint(node: PlacedNode): void;
  /** Part of the drawing that is in the view. */
  showView(box: Box): void;
}

const largest = { width: 180, height: 120 };

/** `toneOf` gives the state of a node; `onMove` gets the point of the drawing that is to be in the middle. */
export function createMinimap(options: {
  readonly toneOf: (node: PlacedNode) => Tone;
  readonly onMove: (x: number, y: number) => void;
}): Minimap {
  const canvas = h('canvas');
  const frame = h('div.tutti-minimap-view');
  const root = h('div.tutti-minimap', decorative, canvas, frame);
  const context = canvas.getContext('2d');
  const colours = new Map<Tone, string>();
  let graph: PlacedGraph | null = null;
  let scale = 1;

  const colourOf = (tone: Tone): string => {
    const known = colours.get(tone);
    if (known !== undefined) return known;
    const colour = getComputedStyle(root).getPropertyValue(`--tutti-tone-${tone}`).trim();
    colours.set(tone, colour);
    return colour;
  };
  const paint = (node: PlacedNode): void => {
    if (context === null) return;
    context.fillStyle = colourOf(options.toneOf(node));
    // Whole pixels, so that a new colour covers the old one.
    const width = Math.max(1, Math.round(node.width * scale));
    const height = Math.max(1, Math.round(node.height * scale));
    context.fillRect(Math.round(node.x * scale), Math.round(node.y * scale), width, height);
  };
  const move = (event: PointerEvent): void => {
    if (event.buttons !== 1) return;
    const { left, top } = canvas.getBoundingClientRect();
    options.onMove((event.clientX - left) / scale, (event.clientY - top) / scale);
  };
  on(root, {
    pointerdown: (event) => {
      root.setPointerCapture(event.pointerId);
      event.preventDefault();
      move(event);
    },
    pointermove: move,
  });
  return {
    root,
    show(shown) {
      graph = shown;
      colours.clear();
      scale = Math.min(largest.width / graph.width, largest.height / graph.height);
      const [width, height] = [Math.ceil(graph.width * scale), Math.ceil(graph.height * scale)];
      const ratio = devicePixelRatio;
      canvas.width = Math.max(1, width * ratio);
      canvas.height = Math.max(1, height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      context?.scale(ratio, ratio);
      for (const node of graph.nodes) paint(node);
    },
    repaint: paint,
    showView(box) {
      if (graph === null) return;
      const left = Math.max(0, box.x);
      const top = Math.max(0, box.y);
      const right = Math.min(graph.width, box.x + box.width);
      const bottom = Math.min(graph.height, box.y + box.height);
      frame.style.transform = `translate(${left * scale}px, ${top * scale}px)`;
      frame.style.width = `${Math.max(4, (right - left) * scale)}px`;
      frame.style.height = `${Math.max(4, (bottom - top) * scale)}px`;
      root.hidden = left === 0 && top === 0 && right === graph.width && bottom === graph.height;
    },
  };
}
