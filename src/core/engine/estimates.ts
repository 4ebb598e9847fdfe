import { ascending, median, quantileOfSorted, sum } from '../base/quantiles.ts';
import type { RunTask, RunVerification } from './runPlan.ts';

/** A task that an agent finished, in this run or an earlier one. */
export interface PastTask {
  readonly agent: string;
  readonly category: string | null;
  /** What it was estimated at. */
  readonly estimateMs: number;
  /** True: its plan said none; null: not known. */
  readonly guessed: boolean | null;
  /** What its attempts took, all together. */
  readonly durationMs: number;
  /** What its gate commands took; null: not known. */
  readonly gateMs: number | null;
  readonly costUsd: number | null;
}

export interface Estimate {
  readonly ms: number;
  /** `declared`, `default`, or a past (`12 past tasks of claude`), each with its past error where that is known. */
  readonly basis: string;
  /** Past durations over their estimates, ascending; empty: not known. */
  readonly ratios: readonly number[];
  /** Past costs of the agent's tasks, ascending; empty: not known. */
  readonly costs: readonly number[];
}

/** From how many past tasks on they count more than what the plan says. */
const minPast = 5;
/** The newest of each kind. */
const maxPast = 200;

interface Bucket {
  readonly words: string;
  readonly ratios: readonly number[];
}

/**
 * How long tasks take. The first of these that has at least 5 past tasks: those of the same category, agent and size;
 * of the same agent and size; of the same agent. Their median ratio of duration to estimate is applied to the task's
 * own. Else what the plan declares, else the default, scaled by the median ratio of what this run has finished.
 * The past error of each is the median of how far it was off, in shares of what a task then took.
 */
export class EstimateBook {
  readonly #buckets = new Map<string, PastTask[]>();
  readonly #found = new Map<string, Bucket | null>();
  readonly #said: Readonly<Record<'declared' | 'default', string>>;
  readonly #scale: number | null;
  readonly #own: number;
  readonly gateMs: number;

  /** `past`: of earlier runs, oldest first; `own`: of this run. */
  constructor(past: readonly PastTask[] = [], own: readonly PastTask[] = []) {
    const all = [...past, ...own];
    for (const task of all) {
      if (task.estimateMs <= 0) continue;
      for (const key of keysOf(task)) this.#add(key, task);
    }
    this.#said = {
      declared: saidWords('declared', declaredOf(all)),
      default: saidWords(
        'default',
        all.filter(({ guessed }) => guessed === true),
      ),
    };
    const ratios = own.filter(({ estimateMs }) => estimateMs > 0).map(ratioOf);
    this.#scale = median(ratios);
    this.#own = ratios.length;
    const gates = all.flatMap(({ gateMs }) => (gateMs === null ? [] : [gateMs]));
    this.gateMs = Math.round(median(gates.slice(-maxPast)) ?? 0);
  }

  /** A verification is a gate of its own. */
  of(spec: RunTask | RunVerification): Estimate {
    if (spec.kind === 'verify') return { ms: this.gateMs, basis: 'gates', ratios: [], costs: [] };
    const wanted = {
      agent: spec.agent.name,
      category: spec.category ?? null,
      estimateMs: spec.estimateMs,
    };
    const costs = this.#costsOf(wanted.agent);
    const bucket = this.#bucketOf(wanted);
    if (bucket !== null) {
      const ratio = quantileOfSorted(bucket.ratios, 0.5) ?? 1;
      const { ratios } = bucket;
      return { ms: Math.round(spec.estimateMs * ratio), basis: bucket.words, ratios, costs };
    }
    const said = this.#said[spec.guessed === true ? 'default' : 'declared'];
    if (this.#scale === null) return { ms: spec.estimateMs, basis: said, ratios: [], costs };
    const basis = `${said}, scaled by ${count(this.#own)} of this run`;
    return { ms: Math.round(spec.estimateMs * this.#scale), basis, ratios: [], costs };
  }

  #add(key: string, task: PastTask): void {
    const known = this.#buckets.get(key);
    if (known === undefined) this.#buckets.set(key, [task]);
    else known.push(task);
  }

  #bucketOf(task: Pick<PastTask, 'agent' | 'category' | 'estimateMs'>): Bucket | null {
    const keys = keysOf(task);
    const known = this.#found.get(keys[0]);
    if (known !== undefined) return known;
    const key = keys.find((one) => (this.#buckets.get(one)?.length ?? 0) >= minPast);
    const found = key === undefined ? null : bucketOf(key, this.#buckets.get(key) ?? []);
    this.#found.set(keys[0], found);
    return found;
  }

  #costsOf(agent: string): readonly number[] {
    const past = this.#buckets.get(keysOf({ agent, category: null, estimateMs: 0 })[2]) ?? [];
    const costs = past.slice(-maxPast).flatMap(({ costUsd }) => (costUsd === null ? [] : [costUsd]));
    return costs.length < minPast ? [] : ascending(costs);
  }
}

/** From the narrowest to the widest. */
function keysOf({
  agent,
  category,
  estimateMs,
}: Pick<PastTask, 'agent' | 'category' | 'estimateMs'>): readonly [string, string, string] {
  const size = String(estimateMs);
  return [
    JSON.stringify([agent, size, category ?? '']),
    JSON.stringify([agent, size]),
    JSON.stringify([agent]),
  ];
}

function bucketOf(key: string, tasks: readonly PastTask[]): Bucket {
  const parts = JSON.parse(key) as readonly string[];
  const newest = tasks.slice(-maxPast);
  const ratios = ascending(newest.map(ratioOf));
  const [agent = '', size, category] = parts;
  const kind = category === undefined || category === '' ? '' : ` in ${category}`;
  const words = `${String(ratios.length)} past tasks of ${agent}${kind}${size === undefined ? '' : ' of this size'}`;
  const off = `${words}, off by ${percent(errorOfPast(ratios))}`;
  const declared = declaredOf(newest);
  if (declared.length < minPast) return { ratios, words: off };
  return { ratios, words: `${off} (their plans by ${percent(errorOfEstimates(declared))})` };
}

/** Median absolute relative error of foretelling each by the median of the others. */
function errorOfPast(sorted: readonly number[]): number {
  const others = sorted.length - 1;
  const errors = sorted.map((actual, left) => {
    const at = (place: number): number => sorted[place < left ? place : place + 1] ?? actual;
    const told = (at(Math.floor((others - 1) / 2)) + at(Math.ceil((others - 1) / 2))) / 2;
    return Math.abs(told - actual) / actual;
  });
  return median(errors) ?? 0;
}

function declaredOf(tasks: readonly PastTask[]): readonly PastTask[] {
  return tasks.filter(({ guessed }) => guessed === false);
}

function saidWords(said: string, tasks: readonly PastTask[]): string {
  const newest = tasks.slice(-maxPast).filter(({ estimateMs }) => estimateMs > 0);
  if (newest.length < minPast) return said;
  return `${said}, off by ${percent(errorOfEstimates(newest))} in ${String(newest.length)} past tasks`;
}

/** Median absolute relative error of what they were estimated at. */
function errorOfEstimates(tasks: readonly PastTask[]): number {
  return median(tasks.map((task) => Math.abs(1 / ratioOf(task) - 1))) ?? 0;
}

/** Of costs and the like: the mean, as sums are what people ask for. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** An agent that stops at once took some time, too. */
function ratioOf({ durationMs, estimateMs }: PastTask): number {
  return Math.max(durationMs, 1) / estimateMs;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

function count(tasks: number): string {
  return `${String(tasks)} ${tasks === 1 ? 'task' : 'tasks'}`;
}
