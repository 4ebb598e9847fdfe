import { on } from '../../h.ts';
import { isWalkKey, walk, type Walk } from './walking.ts';

export interface KeyTargets {
  readonly walk: () => Walk;
  readonly pan: (dx: number, dy: number) => void;
  /** 1 in, -1 out, 0 all into the view. */
  readonly zoom: (direction: 1 | 0 | -1) => void;
  readonly open: (ref: string) => void;
  readonly choose: (ref: string) => void;
  /** Escape. */
  readonly leave: () => void;
  /** An arrow leads there. */
  readonly go: (ref: string) => void;
  /** Tab leads there. */
  readonly arrive: (ref: string) => void;
  /** A click; null: beside all nodes. */
  readonly point: (ref: string | null) => void;
  /** The head of an open phase was clicked. */
  readonly toggle: (phase: string) => void;
}

const panStepPx = 80;
const panSteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [-1, 0],
  ArrowLeft: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** Keys and clicks on nodes and on heads of phases. */
export function listenToKeys(svg: SVGSVGElement, targets: KeyTargets): void {
  let hasOwnMenu = false;
  on(svg, {
    keydown: (event) => {
      hasOwnMenu = false;
      const element = elementAt(event.target);
      const ref = refOf(element);
      if (element === null || ref === null || !act(event, ref, targets)) {
        if (element === null || !isMenuKey(event)) return;
        hasOwnMenu = true;
        openMenu(element);
      }
      event.preventDefault();
      event.stopPropagation();
    },
    contextmenu: (event) => {
      const ref = refOf(elementAt(event.target));
      // The browser's own answer to the key would open a second one.
      if (event.isTrusted && hasOwnMenu) {
        event.preventDefault();
        event.stopPropagation();
      } else if (ref !== null) targets.point(ref);
      if (event.isTrusted) hasOwnMenu = false;
    },
    pointerdown: () => (hasOwnMenu = false),
    click: (event) => click(elementAt(event.target), targets),
    dblclick: (event) => {
      const element = elementAt(event.target);
      const ref = refOf(element);
      if (ref !== null && element?.hasAttribute('data-head') === false) targets.open(ref);
    },
    focusin: (event) => {
      const element = elementAt(event.target);
      const ref = refOf(element);
      if (ref !== null && element?.matches(':focus-visible') === true) targets.arrive(ref);
    },
  });
}

function click(element: SVGElement | null, targets: KeyTargets): void {
  const ref = refOf(element);
  targets.point(ref);
  if (ref === null || element === null) return;
  if (element.hasAttribute('data-head')) targets.toggle(ref);
  else element.focus({ preventScroll: true });
}

function act(event: KeyboardEvent, ref: string, targets: KeyTargets): boolean {
  const { key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.shiftKey && panned(key, targets.pan)) return true;
  if (isWalkKey(key)) {
    const next = walk(targets.walk(), ref, key);
    if (next !== null) targets.go(next);
    return true;
  }
  const press = new Map([
    ['Enter', () => targets.open(ref)],
    [' ', () => targets.choose(ref)],
    ['Escape', targets.leave],
    ['+', () => targets.zoom(1)],
    ['=', () => targets.zoom(1)],
    ['-', () => targets.zoom(-1)],
    ['0', () => targets.zoom(0)],
  ]).get(key);
  press?.();
  return press !== undefined;
}

function panned(key: string, pan: KeyTargets['pan']): boolean {
  const by = panSteps[key];
  if (by === undefined) return false;
  pan(by[0] * panStepPx, by[1] * panStepPx);
  return true;
}

function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** The host shows its menu for this event, by the node's `data-vscode-context`. */
function openMenu(element: SVGElement): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [clientX, clientY] = [left + Math.min(width / 2, 40), top + height / 2];
  element.dispatchEvent(
    new MouseEvent('contextmenu', {
      ...{ bubbles: true, cancelable: true, composed: true },
      clientX,
      clientY,
      button: 2,
    }),
  );
}

function refOf(element: SVGElement | null): string | null {
  return element?.getAttribute('data-ref') ?? null;
}

function elementAt(target: EventTarget | null): SVGElement | null {
  return target instanceof Element ? target.closest<SVGElement>('[data-ref]') : null;
}
