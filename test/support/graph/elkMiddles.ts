import Elk from 'elkjs/lib/elk.bundled.js';
import type { LayoutInput } from '../../../webview-ui/graph/layout.ts';
import { sizeOf } from '../../../webview-ui/graph/layout/sizes.ts';

/** Where elkjs puts the middles of the nodes: its layered algorithm as it comes, from left to right. */
export async function elkMiddles({
  nodes,
  edges,
}: LayoutInput): Promise<ReadonlyMap<string, { readonly x: number; readonly y: number }>> {
  const { children } = await new Elk().layout({
    id: 'graph',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'RIGHT' },
    children: nodes.map(({ ref, kind }) => ({ id: ref, ...sizeOf(kind) })),
    edges: edges.map(({ from, to }, index) => ({ id: `edge ${index}`, sources: [from], targets: [to] })),
  });
  return new Map(
    (children ?? []).map(({ id, x = 0, y = 0, width, height }) => [
      id,
      { x: x + width / 2, y: y + height / 2 },
    ]),
  );
}
