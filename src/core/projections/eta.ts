import { forecast } from '../engine/forecast.ts';
import { refOf, type RunNode, type RunPlan } from '../engine/runPlan.ts';
import type { NodeState, RunState } from '../engine/state.ts';
import { isBroken, isSatisfied } from '../engine/taskStatus.ts';

/** Beyond this many tasks the simulation is left out: it would cost more than it tells. */
const maxTasks = 2_000;

/**
 * Epoch ms at which everything should have landed; null until the first task has. What is left is simulated with the
 * tasks' estimates, scaled by how long the landed ones took against theirs (the median ratio).
 */
export function etaOf(state: RunState, now: number): number | null {
  if (state.phase !== 'running' || state.nodes.size > maxTasks) return null;
  const scale = medianRatio(state);
  if (scale === null) return null;
  const plans = [...state.plans.values()].map(({ plan }) => remaining(state, plan, { scale, now }));
  return now + forecast(plans, state.settings).wallMs;
}

function medianRatio(state: RunState): number | null {
  const ratios: number[] = [];
  for (const node of state.nodes.values()) {
    const ratio = ratioOf(node);
    if (ratio !== null) ratios.push(ratio);
  }
  ratios.sort((one, other) => one - other);
  return ratios[Math.floor(ratios.length / 2)] ?? null;
}

function ratioOf(node: NodeState): number | null {
  if (node.status.name !== 'landed' || node.startedAt === null || node.endedAt === null) return null;
  if (node.spec.kind !== 'task' || node.spec.estimateMs <= 0) return null;
  return (node.endedAt - node.startedAt) / node.spec.estimateMs;
}

function remaining(
  state: RunState,
  plan: RunPlan,
  known: { readonly scale: number; readonly now: number },
): RunPlan {
  const nodes = plan.nodes.map((spec): RunNode => {
    if (spec.kind !== 'task' && spec.kind !== 'verify') return spec;
    const node = state.nodes.get(refOf(plan.name, spec.id));
    if (node === undefined) return spec;
    const over = isSatisfied(node.status) || isBroken(node.status) || !node.selected;
    const elapsed = node.startedAt === null ? 0 : known.now - node.startedAt;
    const estimateMs = Math.max(0, Math.round(spec.estimateMs * known.scale) - elapsed);
    return { ...spec, estimateMs, satisfied: over ? 'over' : null };
  });
  return { ...plan, nodes };
}
