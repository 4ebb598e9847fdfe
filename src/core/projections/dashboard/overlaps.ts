import type { StructureView } from '../../../shared/dashboard/view.ts';
import { isTask } from '../../engine/nodes.ts';
import type { NodeState, RunState } from '../../engine/state.ts';

const maxRows = 1_000;
const maxPairs = 20_000;
const maxFiles = 20;

/**
 * Tasks that share files (exclusive leases) and of which neither waits for the other. Bounded: 1,000 rows of the first
 * 20,000 pairs.
 */
export function overlapsOf(state: RunState): StructureView['overlaps'] {
  const rows = new Map<string, { readonly tasks: readonly [string, string]; readonly files: string[] }>();
  const earlier = new Map<NodeState, ReadonlySet<string>>();
  const before = (node: NodeState): ReadonlySet<string> => {
    const known = earlier.get(node) ?? allBefore(state, node);
    earlier.set(node, known);
    return known;
  };
  for (const { file, one, other } of pairs(state)) {
    if (before(one).has(other.ref) || before(other).has(one.ref)) continue;
    const id = `${one.ref}\n${other.ref}`;
    const row = rows.get(id);
    if (row === undefined && rows.size < maxRows)
      rows.set(id, { tasks: [one.ref, other.ref], files: [file] });
    else if (row !== undefined && row.files.length < maxFiles) row.files.push(file);
  }
  return [...rows.values()];
}

function* pairs(
  state: RunState,
): Generator<{ readonly file: string; readonly one: NodeState; readonly other: NodeState }> {
  let left = maxPairs;
  for (const [file, nodes] of holdersByFile(state)) {
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
  return holders;
}

function allBefore(state: RunState, node: NodeState): ReadonlySet<string> {
  const found = new Set(node.dependsOn);
  for (const ref of found) for (const before of state.nodes.get(ref)?.dependsOn ?? []) found.add(before);
  return found;
}
