import type { AttemptUsage } from '../../shared/attemptEvent.ts';
import type { SessionTotals } from './adapter.ts';
import { asRecord, numberField, recordField, type JsonRecord } from './jsonFields.ts';

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
}

interface Spent extends Tokens {
  readonly costUsd: number;
}

const nothing: Spent = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 };

/**
 * This attempt's own usage out of Claude Code's figures. `total_cost_usd` and `modelUsage` of a `result` are
 * cumulative over the process, in newer versions (seen in 2.1.329, not in 2.1.197) over the whole resumed session;
 * those versions also print the difference, `model_usage_since_last_result`. Where that is missing, what the earlier
 * attempts had is subtracted from the first result, provided that the totals can contain it.
 */
export class ClaudeUsage {
  readonly #earlier: SessionTotals | null;
  #spent = nothing;
  #reported: Spent | null = null;
  #contextWindow: number | null;
  #contextTokens: number | null = null;
  /** Of the turn that runs: messages repeat their usage with every content block. */
  readonly #messages = new Map<string, Tokens>();

  constructor(earlier: SessionTotals | null) {
    this.#earlier = earlier;
    this.#contextWindow = earlier?.contextWindow ?? null;
  }

  addMessage(id: string, usage: JsonRecord, isMainAgent: boolean): void {
    const tokens = tokensOfMessage(usage);
    this.#messages.set(id, tokens);
    if (isMainAgent) this.#contextTokens = tokens.inputTokens + tokens.cachedTokens;
  }

  endTurn(result: JsonRecord): void {
    const models = recordField(result, 'modelUsage');
    const totals = { ...sumOfModels(models), costUsd: numberField(result, 'total_cost_usd') ?? 0 };
    const difference = asRecord(result['model_usage_since_last_result']);
    const turn =
      difference === null
        ? minus(totals, this.#reported ?? this.#baseOf(totals, tokensOfMessage(recordField(result, 'usage'))))
        : sumOfModels(difference);
    this.#spent = plus(this.#spent, turn);
    this.#reported = totals;
    this.#messages.clear();
    for (const model of Object.values(models)) {
      const window = numberField(asRecord(model) ?? {}, 'contextWindow');
      if (window !== null) this.#contextWindow = Math.max(window, this.#contextWindow ?? 0);
    }
  }

  current(): AttemptUsage {
    let { inputTokens, outputTokens, cachedTokens } = this.#spent;
    for (const message of this.#messages.values()) {
      inputTokens += message.inputTokens;
      outputTokens += message.outputTokens;
      cachedTokens += message.cachedTokens;
    }
    return {
      inputTokens,
      outputTokens,
      cachedTokens,
      costUsd: this.#reported === null ? null : this.#spent.costUsd,
      contextUsed: this.#contextUsed(),
    };
  }

  sessionTotals(session: string): SessionTotals {
    const totals = this.#reported ?? this.#earlier ?? nothing;
    const { inputTokens, outputTokens, cachedTokens, costUsd } = totals;
    return { session, inputTokens, outputTokens, cachedTokens, costUsd, contextWindow: this.#contextWindow };
  }

  #contextUsed(): number | null {
    if (this.#contextWindow === null || this.#contextTokens === null) return null;
    return Math.min(1, this.#contextTokens / this.#contextWindow);
  }

  #baseOf(totals: Spent, turn: Tokens): Spent {
    const earlier = this.#earlier;
    if (earlier === null) return nothing;
    const contains =
      totals.inputTokens >= earlier.inputTokens + turn.inputTokens &&
      totals.outputTokens >= earlier.outputTokens + turn.outputTokens &&
      totals.costUsd >= earlier.costUsd;
    return contains ? earlier : nothing;
  }
}

/** Fresh tokens are the input and what was written to the cache; `cachedTokens` were read from it. */
function tokensOfMessage(usage: JsonRecord): Tokens {
  return {
    inputTokens:
      (numberField(usage, 'input_tokens') ?? 0) + (numberField(usage, 'cache_creation_input_tokens') ?? 0),
    outputTokens: numberField(usage, 'output_tokens') ?? 0,
    cachedTokens: numberField(usage, 'cache_read_input_tokens') ?? 0,
  };
}

function sumOfModels(models: JsonRecord): Spent {
  let sum = nothing;
  for (const value of Object.values(models)) {
    const model = asRecord(value) ?? {};
    sum = plus(sum, {
      inputTokens:
        (numberField(model, 'inputTokens') ?? 0) + (numberField(model, 'cacheCreationInputTokens') ?? 0),
      outputTokens: numberField(model, 'outputTokens') ?? 0,
      cachedTokens: numberField(model, 'cacheReadInputTokens') ?? 0,
      costUsd: numberField(model, 'costUSD') ?? 0,
    });
  }
  return sum;
}

function plus(left: Spent, right: Spent): Spent {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
    costUsd: left.costUsd + right.costUsd,
  };
}

function minus(total: Spent, base: Spent): Spent {
  return {
    inputTokens: Math.max(0, total.inputTokens - base.inputTokens),
    outputTokens: Math.max(0, total.outputTokens - base.outputTokens),
    cachedTokens: Math.max(0, total.cachedTokens - base.cachedTokens),
    costUsd: Math.max(0, total.costUsd - base.costUsd),
  };
}
