import { clamped } from '../../clamped.ts';
import type { Box } from '../layout.ts';

/** What stands in the middle of the view, and how large. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const smallestZoom = 0.02;
const largestZoom = 3;

export function visibleBox({ x, y, zoom }: Camera, { width, height }: Size): Box {
  return { x: x - width / 2 / zoom, y: y - height / 2 / zoom, width: width / zoom, height: height / zoom };
}

/** Keeps what is at the point of the view (px from its upper left corner) where it is. */
export function zoomedAt(
  camera: Camera,
  factor: number,
  at: { readonly point: { readonly x: number; readonly y: number }; readonly view: Size },
): Camera {
  // Rounded, so that 100 % is 1.
  const wanted = Math.round(camera.zoom * factor * 10_000) / 10_000;
  const zoom = clamped(wanted, smallestZoom, largestZoom);
  const [dx, dy] = [at.point.x - at.view.width / 2, at.point.y - at.view.height / 2];
  const shift = 1 / camera.zoom - 1 / zoom;
  return { x: camera.x + dx * shift, y: camera.y + dy * shift, zoom };
}

/** All of the drawing, at most at 100 %. */
export function fitted(drawing: Size, view: Size): Camera {
  const zoom = Math.min(1, view.width / drawing.width, view.height / drawing.height);
  return { x: drawing.width / 2, y: drawing.height / 2, zoom: Math.max(smallestZoom, zoom) };
}

/** The drawing's middle may not leave the view by more than itself: nobody gets lost. */
export function held(camera: Camera, drawing: Size): Camera {
  return {
    x: clamped(camera.x, 0, drawing.width),
    y: clamped(camera.y, 0, drawing.height),
    zoom: clamped(camera.zoom, smallestZoom, largestZoom),
  };
}

/** Moves no more than it takes to have the box in the view, with some room around it. */
export function revealing(camera: Camera, box: Box, view: Size): Camera {
  const seen = visibleBox(camera, view);
  const room = Math.min(40 / camera.zoom, seen.width / 8);
  const shift = (from: number, length: number, start: number, size: number): number => {
    if (length + 2 * room > size) return from + length / 2 - (start + size / 2);
    if (from - room < start) return from - room - start;
    return Math.max(0, from + length + room - (start + size));
  };
  return {
    x: camera.x + shift(box.x, box.width, seen.x, seen.width),
    y: camera.y + shift(box.y, box.height, seen.y, seen.height),
    zoom: camera.zoom,
  };
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

export function meets(one: Box, other: Box): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}

export function grown({ x, y, width, height }: Box, share: number): Box {
  return {
    x: x - width * share,
    y: y - height * share,
    width: width * (1 + 2 * share),
    height: height * (1 + 2 * share),
  };
}
