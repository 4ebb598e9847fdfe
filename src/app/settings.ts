import type { AttemptLimits } from '../shared/attempt.ts';
import type { Config } from '../core/config/config.ts';
import type { AttemptBudget, RunSettings } from '../core/engine/runPlan.ts';

/** The part of the configuration that binds a run as a whole. */
export function runSettings(
  config: Config,
  options: { readonly max: number | null; readonly attended: boolean },
): RunSettings {
  const pools = Object.entries(config.pools).map(([name, pool]) => [name, pool.max] as const);
  return {
    limits: { ...config.limits, run: options.max ?? config.limits.run },
    pools: Object.fromEntries(pools),
    gateTimeoutMs: config.gate.timeoutMs,
    budget: config.budget.run,
    attended: options.attended,
  };
}

/** The bounds of every attempt; a task may say its own timeout. */
export function attemptLimits(config: Config): AttemptLimits {
  return {
    timeoutMs: config.timeoutMs,
    silenceMs: config.silenceMs,
    maxLogBytes: config.maxLogBytes,
    graceMs: config.graceMs,
    ...attemptBudget(config),
  };
}

/** The part of them that a person may raise while a run goes on. */
export function attemptBudget({ turns, budget }: Config): AttemptBudget {
  return { maxTurns: turns, maxTokens: budget.task.tokens, maxCostUsd: budget.task.usd };
}
