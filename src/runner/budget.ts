import type { AttemptLimits } from '../shared/attempt.ts';
import type { AttemptUsage } from '../shared/attemptEvent.ts';

/** The sentence about the limit in tokens or money that is passed; null while all is within. Cached tokens are free. */
export function budgetBreach(usage: AttemptUsage, limits: AttemptLimits): string | null {
  const tokens = usage.inputTokens + usage.outputTokens;
  if (limits.maxTokens !== null && tokens > limits.maxTokens) {
    return `The attempt used ${String(tokens)} tokens; its limit is ${String(limits.maxTokens)}`;
  }
  if (limits.maxCostUsd !== null && usage.costUsd !== null && usage.costUsd > limits.maxCostUsd) {
    return `The attempt cost $${usage.costUsd.toFixed(2)}; its limit is $${limits.maxCostUsd.toFixed(2)}`;
  }
  return null;
}
