import type { GraphNode, PlanGraph } from '../graph/graph.ts';
import type { Plan } from '../plan/plan.ts';
import { graphLabels, oneLine } from './graphLabels.ts';

/** A Graphviz digraph; nodes are numbered, so that no id or title is ever code. */
export function graphDot(plan: Plan, graph: PlanGraph): string {
  const labels = graphLabels(plan, graph.nodes);
  const names = new Map(graph.nodes.map((node, index) => [node.id, `n${String(index)}`]));
  const nodes = graph.nodes.map(
    (node, index) => `  n${String(index)} [label=${quote(labels[index] ?? '')}, shape=${shapeOf(node)}];`,
  );
  const edges = graph.edges.map(
    ({ from, to, why }) =>
      `  ${names.get(from) ?? ''} -> ${names.get(to) ?? ''}${why === 'depends' ? '' : ` [style=dashed, tooltip=${quote(why)}]`};`,
  );
  return [`digraph ${quote(oneLine(plan.name))} {`, '  rankdir=LR;', ...nodes, ...edges, '}', ''].join('\n');
}

function shapeOf({ kind }: GraphNode): string {
  switch (kind) {
    case 'task':
      return 'box';
    case 'group':
      return 'folder';
    case 'verify':
      return 'hexagon';
    case 'barrier':
      return 'point';
  }
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
