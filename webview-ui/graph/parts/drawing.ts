import type { Box, PlacedNode } from '../layout.ts';
import { contains, grown, visibleBox, meets, type Camera, type Size } from './camera.ts';
import type { Face } from './face.ts';
import { createLinkLayer } from './linkLayer.ts';
import type { GraphModel } from './model.ts';
import { createNodeElement, type Detail, type NodeElement } from './nodeElement.ts';
import { createPhaseElement, type PhaseElement } from './phaseElement.ts';
import { setAttribute, svgElement } from './svg.ts';
import { fitTextOf } from './textFit.ts';

/** What the drawing asks of who owns it, at the moment of drawing. */
export interface DrawingSource {
  readonly model: () => GraphModel;
  readonly faceOf: (ref: string) => Face;
  readonly elapsedOf: (ref: string) => string;
  readonly landedOf: (phase: string) => number;
  readonly contextOf: (ref: string) => string | null;
  readonly isDim: (ref: string) => boolean;
  readonly selected: () => string | null;
  /** The one that Tab leads to. */
  readonly active: () => string | null;
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  /** Moves the drawing, and draws what came into the view; `isNew`: draws all that is in the view again. */
  render(camera: Camera, size: Size, isNew: boolean): void;
  /** Brings a node or a phase up to date if it is drawn. */
  refresh(ref: string): void;
  /** Brings all up to date that is drawn, and the links: another selection, filter or focus. */
  refreshLooks(): void;
  tick(): void;
  elementOf(ref: string): SVGElement | null;
}

/** Share of the view that is drawn beyond each of its sides, so that a short pan only moves what is there. */
const beyond = 0.3;
const mostSpares = 200;

export function createDrawing(container: HTMLElement, source: DrawingSource): Drawing {
  const svg = svgElement('svg', { class: 'tutti-canvas', role: 'tree', 'aria-label': 'Tasks' });
  const world = svgElement('g');
  const boxes = svgElement('g');
  const links = createLinkLayer();
  const nodes = svgElement('g');
  world.append(boxes, links.root, nodes);
  svg.append(world);
  container.append(svg);
  const fits = { head: fitTextOf(svg), small: fitTextOf(svg, 11 / 13) };
  const drawn = new Map<string, NodeElement>();
  const heads = new Map<string, PhaseElement>();
  let spares: NodeElement[] = [];
  let region: Box | null = null;
  let detail: Detail = 'full';

  const show = (element: NodeElement, node: PlacedNode): void => {
    element.show(node, source.faceOf(node.ref), source.elapsedOf(node.ref));
    setAttribute(element.item, 'data-vscode-context', source.contextOf(node.ref));
    setAttribute(element.item, 'aria-expanded', node.kind === 'phase' ? 'false' : null);
    showLooks(element);
  };
  const showLooks = ({ root, item, ref }: NodeElement): void => {
    const isSelected = ref === source.selected();
    const isCritical = source.model().isOnCriticalPath(ref);
    const classes = ['tutti-node', isCritical ? 'tutti-critical' : '', source.isDim(ref) ? 'tutti-dim' : ''];
    setAttribute(root, 'class', classes.filter((one) => one !== '').join(' '));
    setAttribute(item, 'aria-selected', String(isSelected));
    setAttribute(item, 'tabindex', ref === source.active() ? '0' : '-1');
  };
  const clear = (): void => {
    for (const { root } of drawn.values()) root.remove();
    for (const { root } of heads.values()) root.remove();
    drawn.clear();
    heads.clear();
    spares = [];
  };
  const showHead = (ref: string): void => {
    heads.get(ref)?.showCount(source.landedOf(ref), source.model().membersOf(ref).length);
    const head = heads.get(ref)?.root.querySelector('[data-head]');
    if (head != null) setAttribute(head, 'tabindex', ref === source.active() ? '0' : '-1');
  };

  const drawBoxes = (within: Box): void => {
    const { graph, titleOfPhase } = source.model();
    for (const phase of graph.phases) {
      const known = heads.get(phase.ref);
      const isWanted = meets(phase, within) || phase.ref === source.active();
      if (known !== undefined && !isWanted) {
        known.root.remove();
        heads.delete(phase.ref);
      } else if (known === undefined && isWanted) {
        const element = createPhaseElement(phase, titleOfPhase(phase.ref), fits.head);
        boxes.append(element.root);
        heads.set(phase.ref, element);
        showHead(phase.ref);
      }
    }
  };
  const drawNodes = (within: Box): void => {
    const { index } = source.model();
    const wanted = new Map(index.nodesIn(within).map((node) => [node.ref, node]));
    const active = index.nodes.get(source.active() ?? '');
    if (active !== undefined) wanted.set(active.ref, active);
    for (const [ref, element] of drawn) {
      if (wanted.has(ref)) continue;
      drawn.delete(ref);
      if (spares.length < mostSpares) spares.push(element);
      else element.root.remove();
    }
    for (const [ref, node] of wanted) {
      if (drawn.has(ref)) continue;
      const element = spares.pop() ?? createNodeElement(detail, fits);
      show(element, node);
      if (element.root.parentNode === null) nodes.append(element.root);
      drawn.set(ref, element);
    }
    for (const { root } of spares) root.remove();
  };
  const drawLinks = (within: Box): void =>
    links.draw(source.model(), within, { selected: source.selected(), isDim: source.isDim });

  const elementOf = (ref: string): SVGElement | null =>
    drawn.get(ref)?.item ?? heads.get(ref)?.root.querySelector<SVGElement>('[data-head]') ?? null;
  return {
    ...{ svg, elementOf },
    render(camera, size, isNew) {
      const visible = visibleBox(camera, size);
      const { x, y, zoom } = camera;
      const shift = `translate(${size.width / 2 - x * zoom} ${size.height / 2 - y * zoom}) scale(${zoom})`;
      setAttribute(world, 'transform', shift);
      const wantedDetail = detailAt(zoom);
      const hadFocus = svg.contains(document.activeElement);
      if (isNew || wantedDetail !== detail) {
        clear();
        region = null;
        detail = wantedDetail;
        setAttribute(svg, 'data-detail', detail);
      }
      const isTooMuch = region !== null && region.width > 2.5 * visible.width;
      if (region !== null && contains(region, visible) && !isTooMuch) return;
      // The first picture is of what is seen alone, so that it is there soon.
      region = isNew ? visible : grown(visible, beyond);
      drawBoxes(region);
      drawNodes(region);
      drawLinks(region);
      if (hadFocus && !svg.contains(document.activeElement))
        elementOf(source.active() ?? '')?.focus({ preventScroll: true });
    },
    refresh(ref) {
      const element = drawn.get(ref);
      const node = source.model().index.nodes.get(ref);
      if (element !== undefined && node !== undefined) show(element, node);
      else if (heads.has(ref)) showHead(ref);
    },
    refreshLooks() {
      for (const element of drawn.values()) showLooks(element);
      for (const ref of heads.keys()) showHead(ref);
      if (region !== null) drawLinks(region);
    },
    tick() {
      for (const [ref, element] of drawn) element.showElapsed(source.elapsedOf(ref));
    },
  };
}

function detailAt(zoom: number): Detail {
  if (zoom >= 0.5) return 'full';
  return zoom >= 0.16 ? 'brief' : 'outline';
}
