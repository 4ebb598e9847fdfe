import type { GraphNode, PlanGraph } from '../graph/graph.ts';
import type { Plan } from '../plan/plan.ts';
import { graphLabels, oneLine } from './graphLabels.ts';

/** A Mermaid flowchart, phases as subgraphs; nodes are numbered, so that no id or title is ever code. */
export function graphMermaid(plan: Plan, graph: PlanGraph): string {
  const labels = graphLabels(plan, graph.nodes);
  const names = new Map(graph.nodes.map((node, index) => [node.id, `n${String(index)}`]));
  const lines = ['flowchart LR'];
  const nodeLine = (node: GraphNode, index: number): string =>
    shape(node, `n${String(index)}`, escape(labels[index] ?? ''));
  const places = new Map(graph.nodes.map((node, index) => [node.id, index]));
  plan.phases.forEach((phase, index) => {
    lines.push(`  subgraph p${String(index)}["${escape(oneLine(`Phase ${phase.id}: ${phase.title}`))}"]`);
    for (const id of phase.tasks) {
      const place = places.get(id);
      const node = place === undefined ? undefined : graph.nodes[place];
      if (node !== undefined && place !== undefined) lines.push(`    ${nodeLine(node, place)}`);
    }
    lines.push('  end');
  });
  graph.nodes.forEach((node, index) => {
    if (node.kind === 'barrier') lines.push(`  ${nodeLine(node, index)}`);
  });
  for (const { from, to, why } of graph.edges) {
    const arrow = why === 'depends' ? '-->' : '-.->';
    lines.push(`  ${names.get(from) ?? ''} ${arrow} ${names.get(to) ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

function shape({ kind }: GraphNode, name: string, label: string): string {
  switch (kind) {
    case 'task':
      return `${name}["${label}"]`;
    case 'group':
      return `${name}[["${label}"]]`;
    case 'verify':
      return `${name}{{"${label}"}}`;
    case 'barrier':
      return `${name}((" "))`;
  }
}

/** As numbered character references, which Mermaid writes with `#` for `&#`. */
function escape(text: string): string {
  return text.replace(/["#&<>`\\[\](){}|;]/g, (sign) => `#${String(sign.charCodeAt(0))};`);
}
