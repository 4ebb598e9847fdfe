import { on } from '../../h.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GestureTargets {
  /** By px of the view. */
  readonly pan: (dx: number, dy: number) => void;
  /** About a point of the view, px from its upper left corner. */
  readonly zoom: (factor: number, point: Point) => void;
}

/** A press that moves less than this is a click. */
const clickSlackPx = 4;

/** Drag and wheel pan; wheel with Ctrl or Cmd (a touchpad's pinch is one) and two fingers zoom. */
export function listenToGestures(element: SVGSVGElement, targets: GestureTargets): void {
  const pointers = new Map<number, Point>();
  let start: Point | null = null;
  let isDragging = false;
  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const drop = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) element.classList.remove('tutti-dragging');
  };
  on(
    element,
    {
      wheel: (event) => {
        event.preventDefault();
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        if (event.ctrlKey || event.metaKey)
          targets.zoom(Math.exp(-event.deltaY * unit * 0.004), pointOf(event));
        else if (event.shiftKey && event.deltaX === 0) targets.pan(-event.deltaY * unit, 0);
        else targets.pan(-event.deltaX * unit, -event.deltaY * unit);
      },
      pointerdown: (event) => {
        if (event.button !== 0) return;
        pointers.set(event.pointerId, pointOf(event));
        if (pointers.size > 1) return;
        start = pointOf(event);
        isDragging = false;
      },
      pointermove: (event) => {
        const before = pointers.get(event.pointerId);
        if (before === undefined || start === null) return;
        const now = pointOf(event);
        if (!isDragging && Math.hypot(now.x - start.x, now.y - start.y) < clickSlackPx) return;
        if (!isDragging) element.setPointerCapture(event.pointerId);
        isDragging = true;
        element.classList.add('tutti-dragging');
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
        pointers.set(event.pointerId, now);
        if (other === undefined) targets.pan(now.x - before.x, now.y - before.y);
        else {
          const factor = distance(now, other) / Math.max(1, distance(before, other));
          targets.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
          targets.zoom(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
        }
      },
      pointerup: drop,
      pointercancel: drop,
    },
    { passive: false },
  );
  on(
    element,
    {
      click: (event) => {
        if (isDragging) event.stopImmediatePropagation();
        isDragging = false;
      },
    },
    { capture: true },
  );
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
