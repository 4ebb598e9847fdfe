import { strict as assert } from 'node:assert';
import { layOut, type Box, type PlacedGraph } from '../../../../webview-ui/graph/layout.ts';
import { shop, structureOf } from '../../../support/graph/graphViews.ts';
import { graphOf, randomLayers, seededRandom } from '../../../support/graph/randomGraphs.ts';

const open = new Set<string>();

describe('layout of the graph', () => {
  it('draws a chain as a straight line', () => {
    const { nodes, edges } = layOut(
      graphOf(4, [
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
    assert.equal(new Set(nodes.map(({ y }) => y)).size, 1);
    assert.ok(edges.every(({ points }) => points[1] === points[3]));
  });

  it('draws a diamond symmetrically', () => {
    const middle = middles(
      layOut(
        graphOf(4, [
          [0, 1],
          [0, 2],
          [1, 3],
          [2, 3],
        ]),
      ),
    );
    assert.equal(middle('p/0'), middle('p/3'));
    assert.equal(middle('p/0') - middle('p/1'), middle('p/2') - middle('p/0'));
    assert.ok(middle('p/1') < middle('p/2'), 'in the order of the plan');
  });

  it('puts each node to the right of all that it depends on', () => {
    const graph = randomLayers(200);
    const nodes = new Map(layOut(graph).nodes.map((node) => [node.ref, node]));
    for (const { from, to } of graph.edges) {
      assert.ok(nodes.get(from)!.x + nodes.get(from)!.width < nodes.get(to)!.x);
    }
  });

  it('gives the same picture for the same structure', () => {
    assert.deepEqual(layOut(randomLayers(300)), layOut(randomLayers(300)));
  });

  it('lets no two nodes overlap, and leads no edge through a node', () => {
    const { nodes, edges } = layOut(randomLayers(300));
    for (const [index, node] of nodes.entries()) {
      assert.ok(nodes.slice(index + 1).every((other) => !overlap(node, other)));
      for (const { from, to, points } of edges) {
        if (from === node.ref || to === node.ref) continue;
        for (let at = 2; at + 3 < points.length; at += 4) {
          const level: Box = {
            x: points[at]!,
            y: points[at + 1]!,
            width: points[at + 2]! - points[at]!,
            height: 0,
          };
          assert.ok(!overlap(node, level), `${from} to ${to} runs through ${node.ref}`);
        }
      }
    }
  });

  it('stays small where edges span thousands of layers', () => {
    const chain = Array.from({ length: 1_999 }, (_, index) => [index, index + 1]);
    const random = seededRandom(3);
    const far = Array.from({ length: 1_000 }, () => {
      const from = Math.floor(random() * 900);
      return [from, from + 2 + Math.floor(random() * 1_000)];
    });
    const { edges } = layOut(graphOf(2_000, [...chain, ...far]));
    assert.ok(edges.reduce((sum, { points }) => sum + points.length, 0) < 100_000);
  });

  it('draws phases that follow each other side by side', () => {
    const { phases, nodes } = layOut({ ...shop().structure, collapsed: open });
    assert.equal(phases.length, 3);
    const [one, two, three] = phases;
    assert.ok(one!.x + one!.width < two!.x && two!.x + two!.width < three!.x);
    assert.deepEqual(
      nodes.filter(({ kind }) => kind === 'barrier').map(({ width }) => width),
      [10, 10],
    );
  });

  it('gives phases that go in parallel lanes of their own', () => {
    const parallel = structureOf({
      One: { a: [], b: ['a'], c: ['b'] },
      Two: { d: [], e: ['d'] },
      Three: { f: [], g: ['c', 'f'] },
    });
    const edges = parallel.edges.filter(({ why }) => why !== 'phase');
    const nodes = parallel.nodes.filter(({ kind }) => kind !== 'barrier');
    const graph = layOut({ ...parallel, nodes, edges, collapsed: open });
    assert.equal(graph.phases.length, 3);
    assertApart(graph);
  });

  it('keeps the boxes of phases apart, whatever depends on what', () => {
    for (let seed = 1; seed <= 20; seed++) assertApart(layOut(randomPhases(seed)));
  });

  it('draws a collapsed phase as one node, and each edge to it once', () => {
    const { structure } = shop();
    const pay = structure.phases[1]!.ref;
    const { nodes, phases, edges } = layOut({ ...structure, collapsed: new Set([pay]) });
    assert.deepEqual(
      nodes.filter(({ kind }) => kind === 'phase').map(({ ref }) => ref),
      [pay],
    );
    assert.deepEqual(
      phases.map(({ ref }) => ref),
      [structure.phases[0]!.ref, structure.phases[2]!.ref],
    );
    assert.deepEqual(
      edges.filter(({ from, to }) => from === pay || to === pay).map(({ from, to }) => [from, to]),
      [
        ['shop/barrier-1', pay],
        [pay, 'shop/barrier-2'],
      ],
    );
  });

  it('draws collapsed phases that depend on each other', () => {
    const graph = randomPhases(5);
    const { nodes, edges } = layOut({ ...graph, collapsed: new Set(graph.phases.map(({ ref }) => ref)) });
    assert.equal(nodes.length, graph.phases.length);
    const layers = new Map(nodes.map(({ ref, layer }) => [ref, layer]));
    assert.ok(edges.every(({ from, to }) => layers.get(from) !== layers.get(to)));
  });

  it('stacks the plans of a run', () => {
    const shopPlan = structureOf({ Only: { a: [], b: ['a'] } });
    const rename = (ref: string): string => ref.replace('shop/', 'site/');
    const { nodes } = layOut({
      nodes: [
        ...shopPlan.nodes,
        ...shopPlan.nodes.map((node) => ({
          ...node,
          ref: rename(node.ref),
          phase: rename(node.phase ?? ''),
        })),
      ],
      edges: [
        ...shopPlan.edges,
        ...shopPlan.edges.map(({ from, to }) => ({ from: rename(from), to: rename(to) })),
      ],
      phases: [...shopPlan.phases, ...shopPlan.phases.map(({ ref }) => ({ ref: rename(ref), plan: 'site' }))],
      collapsed: open,
    });
    const bottom = Math.max(
      ...nodes.filter(({ ref }) => ref.startsWith('shop/')).map(({ y, height }) => y + height),
    );
    assert.ok(nodes.filter(({ ref }) => ref.startsWith('site/')).every(({ y }) => y > bottom));
  });

  it('draws nothing of an empty plan, and a plan in which tasks wait for each other', () => {
    assert.deepEqual(layOut(graphOf(0, [])).nodes, []);
    assert.equal(
      layOut(
        graphOf(3, [
          [0, 1],
          [1, 2],
          [2, 0],
        ]),
      ).nodes.length,
      3,
    );
  });
});

function randomPhases(seed: number) {
  const random = seededRandom(seed);
  const count = 60;
  const phases = Array.from({ length: 8 }, (_, index) => ({ ref: `p/phase-${index}`, plan: 'p' }));
  const edges = Array.from({ length: 90 }, () => {
    const from = Math.floor(random() * (count - 1));
    return [from, from + 1 + Math.floor(random() * (count - 1 - from))];
  });
  const graph = graphOf(count, edges);
  const nodes = graph.nodes.map((node) => ({ ...node, phase: phases[Math.floor(random() * 8)]!.ref }));
  return { ...graph, nodes, phases };
}

function assertApart({ nodes, phases }: PlacedGraph): void {
  for (const [index, box] of phases.entries()) {
    assert.ok(
      phases.slice(index + 1).every((other) => !overlap(box, other)),
      'boxes overlap',
    );
    const inside = nodes.filter((node) => overlap(box, node));
    assert.ok(inside.length > 0 && inside.every(({ kind }) => kind !== 'barrier'));
  }
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function middles({ nodes }: PlacedGraph): (ref: string) => number {
  const byRef = new Map(nodes.map(({ ref, y, height }) => [ref, y + height / 2]));
  return (ref) => byRef.get(ref) ?? Number.NaN;
}
