import type { AttemptUsage } from '../../shared/attemptEvent.ts';
import type { RunEvent } from './events.ts';
import type { RunSettings } from './runPlan.ts';
import type { NodeState, RunState } from './state.ts';

const warnAt = 0.8;

/** How much of a budget is spent; from 1 on all of it. */
export function spentShare(
  budget: RunSettings['budget'],
  { usd, tokens }: { readonly usd: number; readonly tokens: number },
): number {
  return Math.max(
    budget.usd === null ? 0 : usd / budget.usd,
    budget.tokens === null ? 0 : tokens / budget.tokens,
  );
}

/** Watches what a run spends, live attempts included: says so once at 80 %, and ends the spending at 100 %. */
export class RunBudget {
  readonly #live = new Map<NodeState, { readonly attempt: number; readonly usage: AttemptUsage }>();
  #warned = false;

  /** Takes in a task's usage of its present attempt; the events that follow from it. */
  spend(state: RunState, node: NodeState, usage: AttemptUsage): readonly RunEvent[] {
    const { budget } = state.settings;
    if (budget.usd === null && budget.tokens === null) return [];
    this.#live.set(node, { attempt: node.attempts.length, usage });
    const total = this.#total(state);
    const { usd, tokens } = total;
    const share = spentShare(budget, total);
    const spent = `${usd.toFixed(2)} USD and ${String(tokens)} tokens`;
    if (share >= 1 && state.budgetExceeded === null) {
      return [{ type: 'budgetExceeded', reason: `the run's budget is used up (${spent})` }];
    }
    if (share < warnAt || this.#warned) return [];
    this.#warned = true;
    return [{ type: 'decisionMade', task: null, what: 'warned about the budget', why: `${spent} are spent` }];
  }

  #total(state: RunState): { readonly usd: number; readonly tokens: number } {
    let usd = state.usage.costUsd;
    let tokens = state.usage.inputTokens + state.usage.outputTokens;
    for (const [node, { attempt, usage }] of this.#live) {
      // What an ended attempt spent is in the state.
      if (node.attempts.length !== attempt || node.attempts.at(-1)?.end !== null) {
        this.#live.delete(node);
        continue;
      }
      usd += usage.costUsd ?? 0;
      tokens += usage.inputTokens + usage.outputTokens;
    }
    return { usd, tokens };
  }
}
