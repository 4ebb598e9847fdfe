import type { StructureView, TaskCard } from '../../src/shared/dashboard/view.ts';
import { taskSign } from '../../src/shared/taskSign.ts';
import { button, h, setText } from '../h.ts';
import type { GraphFocus, GraphOptions, GraphView } from './graphTypes.ts';
import { fitted, held, revealing, visibleBox, zoomedAt, type Camera, type Size } from './parts/camera.ts';
import { createDrawing } from './parts/drawing.ts';
import { listenToGestures } from './parts/gestures.ts';
import { listenToKeys } from './parts/keys.ts';
import { createMinimap } from './parts/minimap.ts';
import { createModel, withCriticalPath, type GraphModel } from './parts/model.ts';
import { reachOf } from './parts/reach.ts';
import { createToolbar } from './parts/toolbar.ts';

const zoomStep = 1.25;
/** A look that has stayed so long is one to keep. */
const restMs = 200;
/** A graph that would be smaller than this when fitted starts at 100 % and at its beginning. */
const smallestStart = 0.4;
const empty: StructureView = {
  version: -1,
  phases: [],
  nodes: [],
  edges: [],
  overlaps: [],
  criticalPath: [],
};

/** The graph of a plan in a container, which gives it its size; it draws only what is in the view. */
export function createGraph(container: HTMLElement, options: GraphOptions): GraphView {
  const cards = new Map<string, TaskCard>();
  const landed = new Map<string, number>();
  const collapsed = new Set(options.look?.collapsed ?? []);
  let model: GraphModel = createModel(empty, collapsed);
  let camera: Camera | null = options.look;
  let size: Size = { width: 0, height: 0 };
  let selected = options.look?.selected ?? null;
  let active: string | null = selected;
  let focused: GraphFocus | null = options.look?.focus ?? null;
  let reach: ReadonlySet<string> | null = null;
  let shown: ReadonlySet<string> | null = null;
  let frame: number | null = null;
  let isNew = true;
  let path: readonly string[] | null = null;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const isFiltered = (ref: string): boolean => {
    if (shown === null || shown.has(ref)) return false;
    const kind = model.index.nodes.get(ref)?.kind;
    return kind === 'phase' ? !model.membersOf(ref).some((member) => shown?.has(member)) : kind !== 'barrier';
  };
  const root = h('div.tutti-graph');
  container.append(root);
  const drawing = createDrawing(root, {
    model: () => model,
    faceOf: (ref) => model.faceOf(ref, cards),
    elapsedOf: (ref) => model.elapsedOf(ref, cards, options.clock()),
    landedOf: (phase) => landed.get(phase) ?? 0,
    contextOf: (ref) => (cards.has(ref) ? options.contextOf(ref) : null),
    isDim: (ref) => isFiltered(ref) || (reach !== null && !reach.has(ref)),
    selected: () => (selected === null ? null : model.shownAs(selected)),
    active: () => active,
  });
  const minimap = createMinimap({
    toneOf: ({ ref }) => {
      const card = cards.get(ref);
      return card === undefined ? model.faceOf(ref, cards).tone : taskSign(card).icon;
    },
    onMove: (x, y) => look((now) => ({ ...now, x, y })),
  });
  const toolbar = createToolbar({
    zoomIn: () => zoomBy(zoomStep),
    zoomOut: () => zoomBy(1 / zoomStep),
    zoomFull: () => zoomBy(1 / (camera?.zoom ?? 1)),
    fit: () => fit(),
  });
  const nothing = h('p.tutti-graph-empty', 'There are no tasks.');
  const focusedOn = h('span');
  const focusBar = h(
    'div.tutti-graph-toolbar.tutti-graph-focus',
    focusedOn,
    button('Show all', () => {
      setFocus(null);
      take(active);
    }),
  );
  root.append(minimap.root, toolbar.root, focusBar, nothing);

  const render = (): void => {
    frame = null;
    if (size.width === 0 || size.height === 0) return;
    camera ??= startOf(model, size);
    camera = held(camera, model.graph);
    drawing.render(camera, size, isNew);
    isNew = false;
    minimap.showView(visibleBox(camera, size));
    toolbar.showZoom(camera.zoom);
  };
  const tellLook = (): void => {
    if (camera === null) return;
    const { x, y, zoom } = camera;
    options.onLook({ x, y, zoom, collapsed: [...collapsed], selected, focus: focused });
  };
  const schedule = (): void => {
    frame ??= requestAnimationFrame(() => {
      render();
      clearTimeout(telling);
      telling = setTimeout(tellLook, restMs);
    });
  };
  const look = (change: (now: Camera) => Camera): void => {
    if (camera === null) return;
    camera = held(change(camera), model.graph);
    schedule();
  };
  const zoomBy = (factor: number, point = { x: size.width / 2, y: size.height / 2 }): void =>
    look((now) => zoomedAt(now, factor, { point, view: size }));
  const pan = (dx: number, dy: number): void =>
    look((now) => ({ ...now, x: now.x - dx / now.zoom, y: now.y - dy / now.zoom }));
  const fit = (): void => look(() => fitted(model.graph, size));
  const boxOf = (ref: string) =>
    model.index.nodes.get(ref) ?? model.graph.phases.find((phase) => phase.ref === ref);
  const reveal = (ref: string): void => {
    const phase = model.graph.phases.find((one) => one.ref === ref);
    const box = phase === undefined ? model.index.nodes.get(ref) : { ...phase, height: 60, width: 200 };
    if (box !== undefined) look((now) => revealing(now, box, size));
  };

  const follow = (): void => {
    focusBar.hidden = focused === null;
    reach = null;
    if (focused === null) return;
    const { ref, direction } = focused;
    reach = reachOf(model.index, { ref: model.shownAs(ref), direction });
    const id = model.structure.nodes.find((node) => node.ref === ref)?.id ?? ref;
    setText(focusedOn, direction === 'blocks' ? `What blocks ${id}` : `What ${id} unblocks`);
  };
  const rebuild = (structure: StructureView): void => {
    model = createModel(structure, collapsed);
    if (path !== null) model = withCriticalPath(model, path);
    active = active === null ? null : model.shownAs(active);
    if (active === null || boxOf(active) === undefined) active = model.index.layers[0]?.[0]?.ref ?? null;
    if (focused !== null && boxOf(model.shownAs(focused.ref)) === undefined) focused = null;
    follow();
    isNew = true;
    minimap.show(model.graph);
    const hasNodes = model.graph.nodes.length > 0;
    nothing.hidden = hasNodes;
    drawing.svg.toggleAttribute('hidden', !hasNodes);
    minimap.root.classList.toggle('tutti-off', model.graph.nodes.length < 2);
    schedule();
  };
  const countLanded = (card: TaskCard, by: number): void => {
    const phase = card.state === 'landed' ? model.phaseOfTask(card.ref) : null;
    if (phase !== null) landed.set(phase, (landed.get(phase) ?? 0) + by);
  };
  const setActive = (ref: string): void => {
    if (active === ref) return;
    active = ref;
    drawing.refreshLooks();
  };
  const choose = (ref: string | null): void => {
    if (ref !== null && model.index.nodes.get(ref)?.kind === 'phase') ref = null;
    if (selected === ref) return;
    selected = ref;
    drawing.refreshLooks();
    options.onSelect(ref);
    schedule();
  };
  const collapse = (phase: string, isCollapsed: boolean): void => {
    if (collapsed.has(phase) === isCollapsed) return;
    const before = boxOf(phase);
    const hadFocus = drawing.svg.contains(document.activeElement);
    if (isCollapsed) collapsed.add(phase);
    else collapsed.delete(phase);
    if (active !== null && model.phaseOf(active) === phase) active = phase;
    rebuild(model.structure);
    const after = boxOf(phase);
    if (before !== undefined && after !== undefined)
      look((now) => ({ ...now, x: now.x + after.x - before.x, y: now.y + after.y - before.y }));
    if (!hadFocus) return;
    render();
    take(active);
  };
  const open = (ref: string): void => {
    if (model.index.nodes.get(ref)?.kind === 'phase') collapse(ref, false);
    else if (!model.index.nodes.has(ref)) collapse(ref, true);
    else if (cards.has(ref)) options.onOpen(ref);
  };
  const setFocus = (focus: GraphFocus | null): void => {
    focused = focus;
    follow();
    drawing.refreshLooks();
    schedule();
  };
  const take = (ref: string | null): void => drawing.elementOf(ref ?? '')?.focus({ preventScroll: true });
  const go = (ref: string): void => {
    setActive(ref);
    reveal(ref);
    render();
    take(ref);
    choose(model.index.nodes.has(ref) ? ref : null);
  };

  listenToGestures(drawing.svg, { pan, zoom: zoomBy });
  listenToKeys(drawing.svg, {
    walk: () => ({ index: model.index, phases: model.graph.phases, phaseOf: model.phaseOf }),
    pan,
    zoom: (direction) => (direction === 0 ? fit() : zoomBy(direction > 0 ? zoomStep : 1 / zoomStep)),
    open,
    choose: (ref) => choose(model.index.nodes.has(ref) ? ref : null),
    leave: () => (focused === null ? choose(null) : setFocus(null)),
    go,
    arrive: (ref) => {
      setActive(ref);
      reveal(ref);
    },
    point: (ref) => {
      if (ref !== null) setActive(ref);
      choose(ref !== null && model.index.nodes.has(ref) ? ref : null);
    },
    toggle: (ref) => collapse(ref, true),
  });
  const resizes = new ResizeObserver(() => {
    size = { width: root.clientWidth, height: root.clientHeight };
    if (frame === null) render();
  });
  resizes.observe(root);
  const themes = new MutationObserver(() => minimap.show(model.graph));
  const themed = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-id'] };
  themes.observe(document.body, themed);
  themes.observe(document.documentElement, themed);

  return {
    show(structure, tasks) {
      const isOther = structure.version !== model.structure.version;
      cards.clear();
      landed.clear();
      for (const card of tasks) cards.set(card.ref, card);
      if (isOther) rebuild(structure);
      for (const card of tasks) countLanded(card, 1);
      if (selected !== null && !cards.has(selected) && !model.index.nodes.has(selected)) choose(null);
      if (!isOther) {
        isNew = true;
        minimap.show(model.graph);
        schedule();
      }
      size = { width: root.clientWidth, height: root.clientHeight };
      render();
    },
    update(changed) {
      const touched = new Set<string>();
      for (const card of changed) {
        const before = cards.get(card.ref);
        if (before !== undefined) countLanded(before, -1);
        cards.set(card.ref, card);
        countLanded(card, 1);
        touched.add(model.shownAs(card.ref));
        const phase = model.phaseOf(card.ref);
        if (phase !== null && (before?.state === 'landed') !== (card.state === 'landed')) touched.add(phase);
      }
      for (const ref of touched) {
        drawing.refresh(ref);
        const node = model.index.nodes.get(ref);
        if (node !== undefined) minimap.repaint(node);
      }
    },
    criticalPath(refs) {
      if (path?.join() === refs.join()) return;
      path = refs;
      model = withCriticalPath(model, path);
      drawing.refreshLooks();
    },
    tick: () => drawing.tick(),
    filter(refs) {
      shown = refs;
      drawing.refreshLooks();
    },
    select(ref, { reveal: isRevealed } = { reveal: false }) {
      choose(ref);
      if (ref === null) return;
      setActive(model.shownAs(ref));
      if (isRevealed) reveal(model.shownAs(ref));
    },
    focus: (focus) => {
      setFocus(focus);
      if (focus !== null) go(model.shownAs(focus.ref));
    },
  };
}

function startOf({ graph }: GraphModel, size: Size): Camera {
  const all = fitted(graph, size);
  if (all.zoom >= smallestStart) return all;
  const first = graph.nodes.find(({ layer }) => layer === 0);
  return {
    x: size.width / 2,
    y: first === undefined ? graph.height / 2 : first.y + first.height / 2,
    zoom: 1,
  };
}
