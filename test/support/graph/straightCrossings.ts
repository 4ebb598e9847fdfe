import type { LayoutInput } from '../../../webview-ui/graph/layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How many pairs of edges cross when each is a straight line between the middles of its nodes. */
export function straightCrossings(edges: LayoutInput['edges'], middles: ReadonlyMap<string, Point>): number {
  const lines = edges.map(({ from, to }) => ({ from, to, a: middles.get(from)!, b: middles.get(to)! }));
  let crossings = 0;
  for (const [index, one] of lines.entries()) {
    for (let at = index + 1; at < lines.length; at++) {
      const other = lines[at]!;
      const isJoined = [other.from, other.to].some((end) => end === one.from || end === one.to);
      if (!isJoined && cross(one.a, one.b, other) && cross(other.a, other.b, one)) crossings++;
    }
  }
  return crossings;
}

/** Whether the ends of a line are on different sides of the straight through two points. */
function cross(from: Point, to: Point, { a, b }: { readonly a: Point; readonly b: Point }): boolean {
  return side(from, to, a) * side(from, to, b) < 0;
}

function side(from: Point, to: Point, point: Point): number {
  return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
}
