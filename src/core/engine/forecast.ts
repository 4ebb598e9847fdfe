import { ascending, median, quantileOfSorted, sum } from '../base/quantiles.ts';
import { seededChance } from '../base/seededChance.ts';
import { EstimateBook, meanOf, type Estimate } from './estimates.ts';
import { hintsOf } from './forecastHints.ts';
import { longestChain } from './longestChain.ts';
import { isTask, isWork } from './nodes.ts';
import { playAhead, type Ahead, type PlayedLimit } from './playAhead.ts';
import type { RunPlan, RunSettings } from './runPlan.ts';
import type { NodeState } from './state.ts';

/** What a run will probably take, by simulating the same `decide` with a virtual clock. Times in milliseconds. */
export interface Forecast {
  /** With intervals the median of the draws (which the slowest of many delays), else by the estimates as they are. */
  readonly wallMs: number;
  /** 10th and 90th percentile; null where too little is known of past tasks, or there are too many to draw from. */
  readonly wallRange: Range | null;
  /** All tasks one after the other. */
  readonly sequentialMs: number;
  /** Longest chain of dependencies: no number of agents is faster. */
  readonly criticalPathMs: number;
  /** Its tasks, as refs in order. */
  readonly criticalPath: readonly string[];
  /** Highest number of tasks at work at once. */
  readonly peak: number;
  /** Share of the run's slots that agents use over the wall time, 0 to 1. */
  readonly utilization: number;
  /** The limit that most of the waiting was for, e.g. `provider anthropic (3)`; null when nothing waited for one. */
  readonly bindingLimit: string | null;
  /** Null where the past says too little about any of the agents. */
  readonly costUsd: { readonly expected: number; readonly range: Range } | null;
  /** `one more anthropic slot: -6 min`. */
  readonly hints: readonly string[];
  readonly tasks: readonly ForecastTask[];
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface ForecastTask {
  readonly ref: string;
  readonly startMs: number;
  readonly endMs: number;
  /** By how much it may take longer until those behind it make the whole later; who waits for its place is not looked at. */
  readonly slackMs: number;
  /** Where its estimate comes from, with its past error. */
  readonly basis: string;
}

export interface ForecastOptions {
  /** Refs of the tasks that are to run; null: all. */
  readonly only?: readonly string[] | null;
  /** What is known of past tasks. */
  readonly book?: EstimateBook;
  /** By ref: for how long tasks have been at work already. */
  readonly elapsedMs?: ReadonlyMap<string, number>;
  /** By provider that is rate-limited: for how long still. */
  readonly closedMs?: ReadonlyMap<string, number>;
  /** By ref of a task in its back-off: for how long still. */
  readonly putOffMs?: ReadonlyMap<string, number>;
}

const none: ReadonlyMap<string, number> = new Map();
/** Above this there are no intervals and hints: they would cost more than they tell. */
const maxDrawnTasks = 2_000;
/** Tasks that are played in all draws together: the larger a plan, the fewer, and the less its parts matter. */
const drawnTasks = 6_000;
const maxDraws = 40;
/** Up to this many tasks more than the first of the limits that bind are tried. */
const maxTriedTasks = 500;

/** Tasks that are done already are left out. Tasks in the order in which they start. */
export function forecast(
  plans: readonly RunPlan[],
  settings: RunSettings,
  options: ForecastOptions = {},
): Forecast {
  const {
    only = null,
    book = new EstimateBook(),
    elapsedMs = none,
    closedMs = none,
    putOffMs = none,
  } = options;
  const estimates = estimatesOf(plans, book);
  const leftOf = (node: NodeState, share: number | null): number =>
    leftMs(node, estimates(node), { elapsedMs: elapsedMs.get(node.ref) ?? 0, share });
  const ahead: Ahead = {
    plans,
    settings,
    only,
    gateMs: book.gateMs,
    closedMs,
    putOffMs,
    attemptMs: (node) => leftOf(node, null),
  };
  const played = playAhead(ahead);
  const timeOf = (node: NodeState): number =>
    !isTask(node) ? book.gateMs : ahead.attemptMs(node) + (node.spec.gate.length > 0 ? book.gateMs : 0);
  const open = [...played.state.nodes.values()].filter((node) => isOpenWork(node));
  const chain = longestChain(played.state.nodes, (node) =>
    isDone(node) ? null : isOpenWork(node) ? timeOf(node) : 0,
  );
  const isSmall = open.length <= maxDrawnTasks;
  const attempts = sum(open.filter(isTask).map((node) => ahead.attemptMs(node)));
  const walls = isSmall ? drawWalls(ahead, { estimates, leftOf, open }) : [];
  const wallMs = Math.round(median(walls) ?? played.wallMs);
  return {
    wallMs,
    wallRange: walls.length === 0 ? null : rangeOf(walls, wallMs),
    sequentialMs: sum(open.map(timeOf)),
    criticalPathMs: chain.ms,
    criticalPath: chain.refs,
    peak: played.peak,
    utilization: played.wallMs === 0 ? 0 : attempts / (settings.limits.run * played.wallMs),
    bindingLimit: bindingLimitOf(played.waitedMs),
    costUsd: costOf(open.filter(isTask).map((node) => estimates(node).costs)),
    hints: isSmall ? hintsOf(ahead, played, open.length > maxTriedTasks ? 1 : undefined) : [],
    tasks: played.tasks.map((task) => {
      const node = played.state.nodes.get(task.ref);
      const behindMs = chain.behindMs.get(task.ref) ?? 0;
      const slackMs = Math.max(0, played.wallMs - task.endMs - behindMs);
      return { ...task, slackMs, basis: node === undefined ? '' : estimates(node).basis };
    }),
  };
}

function estimatesOf(plans: readonly RunPlan[], book: EstimateBook): (node: NodeState) => Estimate {
  const known = new Map<NodeState['spec'], Estimate>();
  for (const { nodes } of plans) for (const node of nodes) if ('rank' in node) known.set(node, book.of(node));
  const none: Estimate = { ms: 0, basis: '', ratios: [], costs: [] };
  return ({ spec }) => known.get(spec) ?? ('rank' in spec ? book.of(spec) : none);
}

/**
 * Of a task at work: what those took longer that took at least as long already; what it was estimated at, else. `share`:
 * which of them, from the shortest (0) to the longest (1); null: what is expected.
 */
function leftMs(
  { spec }: NodeState,
  { ms, ratios }: Estimate,
  { elapsedMs, share }: { readonly elapsedMs: number; readonly share: number | null },
): number {
  if (!('rank' in spec)) return ms;
  const isAtWork = elapsedMs > 0;
  const like = isAtWork ? ratios.filter((ratio) => ratio * spec.estimateMs > elapsedMs) : ratios;
  const ratio = isAtWork || share !== null ? quantileOfSorted(like, share ?? 0.5) : null;
  return Math.max(0, Math.round(ratio === null ? ms : ratio * spec.estimateMs) - elapsedMs);
}

/** Wall times with durations like those of past tasks, ascending; none where nothing is known of them. */
function drawWalls(
  ahead: Ahead,
  known: {
    readonly estimates: (node: NodeState) => Estimate;
    readonly leftOf: (node: NodeState, share: number | null) => number;
    readonly open: readonly NodeState[];
  },
): readonly number[] {
  const { open, estimates, leftOf } = known;
  const tasks = open.filter(isTask);
  // Of what is declared nobody knows by how much it is wrong.
  if (tasks.length === 0 || tasks.some((node) => estimates(node).ratios.length === 0)) return [];
  const chance = seededChance(tasks.length);
  const draws = Math.min(maxDraws, Math.floor(drawnTasks / tasks.length));
  return Array.from({ length: draws }, () => {
    return playAhead({ ...ahead, attemptMs: (node) => leftOf(node, chance()) }).wallMs;
  });
}

function costOf(costs: readonly (readonly number[])[]): Forecast['costUsd'] {
  if (costs.length === 0 || costs.some((past) => past.length === 0)) return null;
  const expected = sum(costs.map((past) => meanOf(past) ?? 0));
  const chance = seededChance(costs.length);
  const draws = Array.from({ length: maxDraws }, () =>
    sum(costs.map((past) => quantileOfSorted(past, chance()) ?? 0)),
  );
  return { expected, range: rangeOf(draws, expected) };
}

/** 10th to 90th percentile, with what is expected in it. */
function rangeOf(draws: readonly number[], expected: number): Range {
  const sorted = ascending(draws);
  const [low, high] = [quantileOfSorted(sorted, 0.1), quantileOfSorted(sorted, 0.9)];
  return { low: Math.min(expected, low ?? expected), high: Math.max(expected, high ?? expected) };
}

function bindingLimitOf(waitedMs: ReadonlyMap<PlayedLimit, number>): string | null {
  const [first] = [...waitedMs].sort(([, one], [, other]) => other - one);
  if (first === undefined) return null;
  const [{ tier, name, max }] = first;
  return `${tier === name ? tier : `${tier} ${name}`} (${String(max)})`;
}

function isOpenWork(node: NodeState): boolean {
  return isWork(node) && node.selected && !isDone(node);
}

function isDone(node: NodeState): boolean {
  return isWork(node) && node.spec.satisfied !== null;
}
