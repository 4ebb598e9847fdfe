import type { ParseOptions } from '../plan/parsePlan.ts';
import { parsePlan } from '../plan/parsePlan.ts';
import type { Plan } from '../plan/plan.ts';
import { sortDiagnostics } from '../plan/report.ts';
import { buildGraph } from './buildGraph.ts';
import type { PlanGraph } from './graph.ts';

/** Reads a plan and its order; the plan's diagnostics are those of both, by place. Never throws. */
export function checkPlan(
  text: string,
  options: ParseOptions,
): { readonly plan: Plan; readonly graph: PlanGraph } {
  const plan = parsePlan(text, options);
  const { graph, diagnostics } = buildGraph(plan);
  if (diagnostics.length === 0) return { plan, graph };
  return { plan: { ...plan, diagnostics: sortDiagnostics([...plan.diagnostics, ...diagnostics]) }, graph };
}
