import type { PlanGraph } from './graph.ts';

/** The task and all that wait for it, directly or not, barriers included: whatever it must not depend on. */
export function waitingFor(graph: PlanGraph, id: string): ReadonlySet<string> {
  const after = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    const list = after.get(from);
    if (list === undefined) after.set(from, [to]);
    else list.push(to);
  }
  const found = new Set([id]);
  for (const node of found) for (const next of after.get(node) ?? []) found.add(next);
  return found;
}
