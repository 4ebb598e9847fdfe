import { PlanRevision } from '../../../src/core/engine/planRevision.ts';
import type { RunEvent } from '../../../src/core/engine/events.ts';
import type { RunEdge, RunNode, RunPlan } from '../../../src/core/engine/runPlan.ts';
import type { RunState } from '../../../src/core/engine/state.ts';
import type { Dice } from './dice.ts';
import { barrier, task } from './plans.ts';

/** What follows from a random edit of a random plan of the run; `onEdit` gets what the file says from then on. */
export function randomEdit(
  dice: Dice,
  state: RunState,
  onEdit: (plan: RunPlan) => void = () => undefined,
): readonly RunEvent[] {
  const plan = dice.pick([...state.plans.values()])?.plan;
  if (plan === undefined) return [];
  const edited = edit(dice, plan);
  onEdit(edited);
  return new PlanRevision().revise(state, edited);
}

/** Ids are numbers, and edges lead from lower to higher ones, so that there is never a cycle. */
function edit(dice: Dice, plan: RunPlan): RunPlan {
  const kept = plan.nodes.filter(() => !dice.chance(0.15));
  const changed = kept.map((node) => (dice.chance(0.2) ? change(dice, node) : node));
  const highest = Math.max(0, ...plan.nodes.map(({ id }) => Number(id)));
  const more = Array.from({ length: dice.below(3) }, (_, index) => newNode(dice, plan, highest + 1 + index));
  const nodes = [...changed, ...more].map((node, order) => ('order' in node ? { ...node, order } : node));
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = plan.edges.filter(({ from, to }) => ids.has(from) && ids.has(to) && !dice.chance(0.1));
  return { ...plan, nodes, edges: [...edges, ...newEdges(dice, nodes)] };
}

function change(dice: Dice, node: RunNode): RunNode {
  switch (node.kind) {
    case 'task':
      return {
        ...node,
        title: `${node.title}!`,
        priority: dice.below(3),
        leases: dice.chance(0.5) ? [] : [{ key: 'file:a', mode: 'exclusive' }],
        satisfied: dice.chance(0.2) ? 'done in the plan' : null,
      };
    case 'verify':
      return { ...node, title: `${node.title}!` };
    case 'group':
    case 'barrier':
      return node;
  }
}

function newNode(dice: Dice, plan: RunPlan, number: number): RunNode {
  const id = String(number);
  return dice.chance(0.1) ? barrier(id) : { ...task(id), branch: `tutti/${plan.name}/${id}` };
}

function newEdges(dice: Dice, nodes: readonly RunNode[]): readonly RunEdge[] {
  return nodes.flatMap(({ id: to }) =>
    nodes
      .filter(({ id: from }) => Number(from) < Number(to) && dice.chance(0.05))
      .map(({ id: from }): RunEdge => ({ from, to, why: 'depends' })),
  );
}
