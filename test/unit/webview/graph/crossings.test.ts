import { strict as assert } from 'node:assert';
import { layOut, type LayoutInput } from '../../../../webview-ui/graph/layout.ts';
import { elkMiddles } from '../../../support/graph/elkMiddles.ts';
import { graphOf, randomLayers } from '../../../support/graph/randomGraphs.ts';
import { straightCrossings } from '../../../support/graph/straightCrossings.ts';

const graphs: Readonly<Record<string, LayoutInput>> = {
  '100 nodes': randomLayers(100, { width: 10 }),
  '500 nodes': randomLayers(500, { width: 20 }),
  '500 nodes in few layers': randomLayers(500, { width: 60, seed: 11 }),
  '2,000 nodes': randomLayers(2_000, { width: 45 }),
  'a chain': graphOf(
    30,
    pairs(29, (index) => [[index, index + 1]]),
  ),
  'a row of diamonds': graphOf(
    31,
    pairs(10, (index) => [
      [index * 3, index * 3 + 1],
      [index * 3, index * 3 + 2],
      [index * 3 + 1, index * 3 + 3],
      [index * 3 + 2, index * 3 + 3],
    ]),
  ),
  'a fan out and in': graphOf(
    42,
    pairs(40, (index) => [
      [0, index + 1],
      [index + 1, 41],
    ]),
  ),
};

describe('crossings of the graph', () => {
  for (const [name, graph] of Object.entries(graphs)) {
    it(`are at most 1.2 times those of elkjs: ${name}`, async () => {
      const own = new Map(
        layOut(graph).nodes.map(({ ref, x, y, width, height }) => [
          ref,
          { x: x + width / 2, y: y + height / 2 },
        ]),
      );
      const ours = straightCrossings(graph.edges, own);
      const theirs = straightCrossings(graph.edges, await elkMiddles(graph));
      assert.ok(ours <= theirs * 1.2, `${ours} crossings, elkjs has ${theirs}`);
    }).timeout(120_000);
  }
});

function pairs(
  count: number,
  of: (index: number) => readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, index) => of(index)).flat();
}
