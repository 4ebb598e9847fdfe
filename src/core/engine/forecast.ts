import type { RunEvent } from './events.ts';
import { journalVersion } from './events.ts';
import { isTask, isWork, nodeOf } from './nodes.ts';
import type { RunPlan, RunSettings } from './runPlan.ts';
import { idsIn } from './selection.ts';
import { reactionsOf } from './simulatedAgents.ts';
import { simulate } from './simulate.ts';
import type { NodeState, RunState } from './state.ts';

/** What a run will probably take, by simulating the same `decide` with a virtual clock. Times in milliseconds. */
export interface Forecast {
  readonly wallMs: number;
  /** All tasks one after the other. */
  readonly sequentialMs: number;
  /** Longest chain of dependencies: no number of agents is faster. */
  readonly criticalPathMs: number;
  /** Highest number of tasks at work at once. */
  readonly peak: number;
  /** The limit that most of the waiting was for, e.g. `provider anthropic (3)`; null when nothing waited for one. */
  readonly bindingLimit: string | null;
  readonly tasks: readonly ForecastTask[];
}

export interface ForecastTask {
  readonly ref: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Every attempt takes its estimate and succeeds, gates and landings take no time, and people answer at once. Tasks
 * that are done already are left out. Tasks in the order in which they start.
 */
export function forecast(
  plans: readonly RunPlan[],
  settings: RunSettings,
  /** Refs of the tasks that are to run; null: all. */
  only: readonly string[] | null = null,
): Forecast {
  const tasks = new Map<string, ForecastTask>();
  const waitedMs = new Map<string, number>();
  let peak = 0;
  const run = simulate(startOf(plans, settings, only), {
    react: reactionsOf({
      attempt: (node) => ({ durationMs: node.spec.estimateMs, outcome: 'finished', resetAt: null }),
      merge: () => ({ durationMs: 0, verdict: 'landed' }),
      verification: () => ({ durationMs: 0, passed: true }),
    }),
    random: () => 0,
    observe: (event, state) => {
      switch (event.type) {
        case 'attemptStarted':
        case 'verificationStarted':
          tasks.set(event.task, { ref: event.task, startMs: event.at, endMs: event.at });
          peak = Math.max(peak, atWork(state));
          return;
        case 'taskLanded': {
          const started = tasks.get(event.task);
          if (started !== undefined) tasks.set(event.task, { ...started, endMs: event.at });
          return;
        }
        default:
          return;
      }
    },
    pass: (state, fromMs, toMs) => {
      for (const limit of limitsInTheWay(state))
        waitedMs.set(limit, (waitedMs.get(limit) ?? 0) + toMs - fromMs);
    },
  });
  return {
    wallMs: run.now,
    sequentialMs: sum([...run.state.nodes.values()].map(openWorkMs)),
    criticalPathMs: longestChainMs(run.state),
    peak,
    bindingLimit: greatest(waitedMs),
    tasks: [...tasks.values()],
  };
}

function startOf(
  plans: readonly RunPlan[],
  settings: RunSettings,
  only: readonly string[] | null,
): readonly RunEvent[] {
  return [
    { type: 'runStarted', version: journalVersion, run: 'forecast', settings, into: null },
    ...plans.map((plan): RunEvent => ({ type: 'planAdded', plan, only: idsIn(plan.name, only) })),
  ];
}

function atWork(state: RunState): number {
  const count = (name: 'preparing' | 'running' | 'verifying'): number => state.counts.get(name) ?? 0;
  return count('preparing') + count('running') + count('verifying');
}

/** The widest full limit of each class of tasks of which one waits. */
function limitsInTheWay(state: RunState): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { ref } of state.ready.heads()) {
    const node = nodeOf(state, ref);
    if (!isTask(node)) continue;
    const full = state.limits.of(node.plan, node.spec).find((limit) => limit.holders.size >= limit.max);
    if (full === undefined) continue;
    const tier = full.tier === 'run' ? 'run' : `${full.tier} ${full.name}`;
    names.add(`${tier} (${String(full.max)})`);
  }
  return names;
}

function openWorkMs(node: NodeState): number {
  return isTask(node) && node.selected && !isDone(node) ? node.spec.estimateMs : 0;
}

function isDone(node: NodeState): boolean {
  return isWork(node) && node.spec.satisfied !== null;
}

/** Kahn's order, from the first tasks to the last. What is done waits for nothing. */
function longestChainMs(state: RunState): number {
  const open = new Map([...state.nodes.values()].map((node) => [node.ref, node.dependsOn.length]));
  const before = new Map<string, number>();
  const work = [...state.nodes.values()].filter((node) => node.dependsOn.length === 0);
  let longest = 0;
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    const end = isDone(node) ? 0 : (before.get(node.ref) ?? 0) + openWorkMs(node);
    longest = Math.max(longest, end);
    for (const ref of node.dependents) {
      before.set(ref, Math.max(before.get(ref) ?? 0, end));
      const left = (open.get(ref) ?? 0) - 1;
      open.set(ref, left);
      if (left === 0) work.push(nodeOf(state, ref));
    }
  }
  return longest;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function greatest(amounts: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [name, amount] of amounts) if (best === null || amount > (amounts.get(best) ?? 0)) best = name;
  return best;
}
