import { idOf } from './nodes.ts';
import type { RunSettings, RunTask } from './runPlan.ts';

export type Tier = 'run' | 'plan' | 'pool' | 'provider' | 'model';

/** One limit with who holds it. */
export interface Limit {
  readonly tier: Tier;
  readonly name: string;
  readonly max: number;
  readonly holders: ReadonlySet<string>;
}

interface MutableLimit extends Limit {
  readonly holders: Set<string>;
}

/** All limits that bind at once. A start takes its place in every one of its tiers or in none. */
export class LimitTable {
  readonly #limits = new Map<string, MutableLimit>();
  readonly #settings: RunSettings;
  readonly #planLimits = new Map<string, number>();

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  setPlanLimit(plan: string, max: number | null): void {
    if (max !== null) this.#planLimits.set(plan, max);
  }

  /** The limits of a task, widest tier first. */
  of(plan: string, task: RunTask): readonly Limit[] {
    return this.#of(plan, task);
  }

  /** Tasks with the same class need the same limits. */
  classOf(plan: string, task: RunTask): string {
    return this.#of(plan, task)
      .map((limit) => `${limit.tier}:${limit.name}`)
      .join(' ');
  }

  acquire(plan: string, task: RunTask, ref: string): void {
    for (const limit of this.#of(plan, task)) limit.holders.add(ref);
  }

  release(plan: string, task: RunTask, ref: string): void {
    for (const limit of this.#of(plan, task)) limit.holders.delete(ref);
  }

  all(): readonly Limit[] {
    return [...this.#limits.values()];
  }

  #of(plan: string, task: RunTask): MutableLimit[] {
    const { limits, pools } = this.#settings;
    const { provider, model } = task.agent;
    const planLimit = this.#planLimits.get(plan);
    const poolLimit = pools[task.pool];
    return [
      this.#limit('run', 'run', limits.run),
      ...(planLimit === undefined ? [] : [this.#limit('plan', plan, planLimit)]),
      ...(poolLimit === undefined ? [] : [this.#limit('pool', task.pool, poolLimit)]),
      this.#limit('provider', provider, limits.providers[provider] ?? limits.default),
      ...(model === null ? [] : [this.#limit('model', model, limits.models[model] ?? limits.default)]),
    ];
  }

  #limit(tier: Tier, name: string, max: number): MutableLimit {
    const key = `${tier}:${name}`;
    const known = this.#limits.get(key);
    if (known !== undefined) return known;
    const limit: MutableLimit = { tier, name, max, holders: new Set() };
    this.#limits.set(key, limit);
    return limit;
  }
}

/** `anthropic 3/3: 1.2, 1.4, 2.1` */
export function describeLimit(limit: Limit): string {
  const holders = [...limit.holders].map(idOf);
  const shown =
    holders.length > 8 ? [...holders.slice(0, 8), `and ${String(holders.length - 8)} more`] : holders;
  return `${limit.name} ${String(limit.holders.size)}/${String(limit.max)}: ${shown.join(', ')}`;
}
