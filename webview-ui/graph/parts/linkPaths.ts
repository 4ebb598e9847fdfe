import type { Box, PlacedEdge } from '../layout.ts';

/** The line of an edge: level at its nodes and across columns, curved between them. */
export function linkPath({ points }: PlacedEdge): string {
  let path = `M${points[0] ?? 0} ${points[1] ?? 0}`;
  for (let at = 2; at + 1 < points.length; at += 2) {
    const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
    const [fromX, fromY] = [points[at - 2] ?? 0, points[at - 1] ?? 0];
    if (y === fromY) path += `H${x}`;
    else {
      const middle = (fromX + x) / 2;
      path += `C${middle} ${fromY} ${middle} ${y} ${x} ${y}`;
    }
  }
  return path;
}

/** Its arrow head. */
export function headPath({ points }: PlacedEdge): string {
  const [x, y] = [points.at(-2) ?? 0, points.at(-1) ?? 0];
  const back = (points.at(-4) ?? 0) <= x ? -7 : 7;
  return `M${x} ${y}l${back} -3.5v7z`;
}

/** Between two nodes that share files: beside the column when both stand in it, else from side to side. */
export function overlapPath(one: Box, other: Box): string {
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  const [fromX, fromY] = [left.x + left.width, left.y + left.height / 2];
  const toY = right.y + right.height / 2;
  if (right.x < fromX)
    return `M${fromX} ${fromY}C${fromX + 48} ${fromY} ${fromX + 48} ${toY} ${right.x + right.width} ${toY}`;
  return `M${fromX} ${fromY}L${right.x} ${toY}`;
}
