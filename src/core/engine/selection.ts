import { failure, success, type Result } from '../base/result.ts';
import { isWork } from './nodes.ts';
import type { RunPlan } from './runPlan.ts';
import { refOf } from './runPlan.ts';
import type { NodeState, RunState } from './state.ts';
import { isSatisfied } from './taskStatus.ts';

/**
 * The tasks that names stand for, as refs: an id, `plan/id`, `phase:2` or `plan/phase:2`; a group stands for its tasks,
 * as these are what it depends on.
 */
export function pickTasks(
  plans: readonly RunPlan[],
  names: readonly string[],
): Result<readonly string[], { readonly reason: string }> {
  const picked = new Set<string>();
  for (const name of names) {
    const found = plans.map((plan) => idsOf(plan, name).map((id) => refOf(plan.name, id)));
    const hits = found.filter((refs) => refs.length > 0);
    if (hits.length === 0) return failure({ reason: `there is no task ${name} in this run` });
    if (hits.length > 1) {
      const choices = hits.map(([ref = '']) => `${ref.slice(0, ref.indexOf('/'))}/${name}`);
      return failure({ reason: `several plans have a task ${name}: say ${choices.join(' or ')}` });
    }
    for (const ref of hits.flat()) picked.add(ref);
  }
  return success([...picked]);
}

/** Ids of the picked tasks of one plan; null: all. */
export function idsIn(plan: string, refs: readonly string[] | null): readonly string[] | null {
  if (refs === null) return null;
  return refs.filter((ref) => ref.startsWith(`${plan}/`)).map((ref) => ref.slice(plan.length + 1));
}

function idsOf(plan: RunPlan, name: string): readonly string[] {
  const own = name.startsWith(`${plan.name}/`) ? name.slice(plan.name.length + 1) : name;
  const exact = plan.nodes.find((node) => node.id === own && node.kind !== 'barrier');
  if (exact !== undefined) return [exact.id];
  const phase = /^phase[: ](.+)$/i.exec(own)?.[1]?.trim();
  if (phase === undefined) return [];
  return plan.nodes.flatMap((node) => ('phase' in node && node.phase === phase ? [node.id] : []));
}

/** Marks what a plan's selection leaves out; such a task has one open dependency more: being selected. */
export function leaveOut(state: RunState, plan: string, refs: readonly string[]): void {
  const wanted = withDependencies(state, refs);
  for (const node of state.nodes.values()) {
    if (node.plan !== plan || !isWork(node) || wanted.has(node.ref) || isSatisfied(node.status)) continue;
    node.selected = false;
    node.openDependencies += 1;
  }
}

/** The nodes that come in when these tasks are selected; null: all. They are marked; their dependency is not dropped yet. */
export function takeIn(state: RunState, refs: readonly string[] | null): readonly NodeState[] {
  const wanted = refs === null ? new Set(state.nodes.keys()) : withDependencies(state, refs);
  const nodes = [...wanted].flatMap((ref) => state.nodes.get(ref) ?? []).filter((node) => !node.selected);
  for (const node of nodes) node.selected = true;
  return nodes;
}

/** These, and all that they wait for. */
export function withDependencies(state: RunState, refs: readonly string[]): ReadonlySet<string> {
  const found = new Set(refs);
  for (const ref of found) {
    const node = state.nodes.get(ref);
    if (node === undefined || (isWork(node) && isSatisfied(node.status))) continue;
    for (const dependency of node.dependsOn) found.add(dependency);
  }
  return found;
}
