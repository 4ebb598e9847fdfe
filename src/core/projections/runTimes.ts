import type { PhaseForecast } from '../../shared/dashboard/view.ts';
import { sum } from '../base/quantiles.ts';
import { EstimateBook, type PastTask } from '../engine/estimates.ts';
import { longestChain } from '../engine/longestChain.ts';
import { isWork } from '../engine/nodes.ts';
import { refOf } from '../engine/runPlan.ts';
import type { NodeState, RunState } from '../engine/state.ts';

/** What a run took so far, in milliseconds. */
export interface RunTimes {
  readonly elapsedMs: number;
  /** What its agents and verifications took, one after the other. */
  readonly sequentialMs: number;
  /** The same along the longest chain: no number of agents is faster. */
  readonly chainMs: number;
  readonly phases: readonly PhaseForecast[];
}

/** `until`: now, or when the run was over (epoch ms). `past`: of earlier runs, for what was planned. */
export function runTimes(state: RunState, until: number, past: readonly PastTask[] = []): RunTimes {
  const book = new EstimateBook(past);
  const nodes = [...state.nodes.values()];
  const worked = new Map(nodes.map((node) => [node.ref, workedMs(node, until)]));
  const phases = new Map<string, { plannedMs: number; actualMs: number }>();
  for (const node of nodes) {
    if (!isWork(node)) continue;
    const ref = refOf(node.plan, node.spec.phase);
    const phase = phases.get(ref) ?? { plannedMs: 0, actualMs: 0 };
    phases.set(ref, phase);
    if (node.spec.satisfied === null && node.selected) phase.plannedMs += book.of(node.spec).ms;
    phase.actualMs += worked.get(node.ref) ?? 0;
  }
  return {
    elapsedMs: elapsedMs(state, until),
    sequentialMs: sum([...worked.values()]),
    chainMs: longestChain(state.nodes, ({ ref }) => worked.get(ref) ?? 0).ms,
    phases: [...phases].map(([phase, times]) => ({ phase, ...times })),
  };
}

/** Without the time that it lay still between an end and a resume. */
export function elapsedMs({ startedAt, idleMs }: RunState, until: number): number {
  return until - startedAt - idleMs;
}

function workedMs({ attempts, spec, startedAt, endedAt, status }: NodeState, until: number): number {
  if (spec.kind === 'task') return sum(attempts.map((one) => (one.end?.at ?? until) - one.startedAt));
  if (startedAt === null) return 0;
  return (endedAt ?? (status.name === 'verifying' ? until : startedAt)) - startedAt;
}
