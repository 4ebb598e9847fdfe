import type { StructureView } from '../../../shared/dashboard/view.ts';
import { isTask } from '../../engine/nodes.ts';
import type { NodeState, RunState } from '../../engine/state.ts';
import { reachability } from '../../graph/reachability.ts';
import { adjacency, topologicalOrder } from '../../graph/topology.ts';

const maxRows = 1_000;
const maxPairs = 20_000;
const maxFiles = 20;

/**
 * Tasks that share files (exclusive leases) and of which neither waits for the other. Bounded: 1,000 rows of the first
 * 20,000 pairs.
 */
export function overlapsOf(state: RunState): StructureView['overlaps'] {
  const rows = new Map<string, { readonly tasks: readonly [string, string]; readonly files: string[] }>();
  const holders = holdersByFile(state);
  if (holders.size === 0) return [];
  const waits = waitsOf(state, [...new Set([...holders.values()].flat())]);
  if (waits === null) return [];
  for (const { file, one, other } of pairs(holders)) {
    if (waits(one, other)) continue;
    const id = `${one.ref}\n${other.ref}`;
    const row = rows.get(id);
    if (row === undefined && rows.size < maxRows)
      rows.set(id, { tasks: [one.ref, other.ref], files: [file] });
    else if (row !== undefined && row.files.length < maxFiles) row.files.push(file);
  }
  return [...rows.values()];
}

function* pairs(
  holders: ReadonlyMap<string, readonly NodeState[]>,
): Generator<{ readonly file: string; readonly one: NodeState; readonly other: NodeState }> {
  let left = maxPairs;
  for (const [file, nodes] of holders) {
    for (const [place, other] of nodes.entries()) {
      for (const one of nodes.slice(0, Math.min(place, left))) yield { file, one, other };
      left -= Math.min(place, left);
    }
    if (left === 0) return;
  }
}

function holdersByFile(state: RunState): ReadonlyMap<string, readonly NodeState[]> {
  const holders = new Map<string, NodeState[]>();
  for (const node of state.nodes.values()) {
    if (!isTask(node) || node.spec.satisfied !== null) continue;
    for (const { key, mode } of node.spec.leases) {
      if (mode !== 'exclusive' || !key.startsWith('file:')) continue;
      const file = key.slice('file:'.length);
      const known = holders.get(file);
      if (known === undefined) holders.set(file, [node]);
      else known.push(node);
    }
  }
  return new Map([...holders].filter(([, nodes]) => nodes.length > 1));
}

/** Null where tasks wait for each other. */
function waitsOf(
  state: RunState,
  nodes: readonly NodeState[],
): ((one: NodeState, other: NodeState) => boolean) | null {
  const numbers = new Map([...state.nodes.keys()].map((ref, number) => [ref, number]));
  const numberOf = ({ ref }: NodeState): number => numbers.get(ref) ?? -1;
  const edges = [...state.nodes.values()].flatMap((node) =>
    node.dependsOn.flatMap((before) => {
      const from = numbers.get(before);
      return from === undefined ? [] : [{ from, to: numberOf(node) }];
    }),
  );
  const forward = adjacency(
    numbers.size,
    edges.map(({ from }) => from),
    edges.map(({ to }) => to),
  );
  const sorted = topologicalOrder(numbers.size, forward);
  if (sorted === null) return null;
  const leadsTo = reachability({ sorted, forward }, nodes.map(numberOf));
  return (one, other) => leadsTo(numberOf(one), numberOf(other)) || leadsTo(numberOf(other), numberOf(one));
}
