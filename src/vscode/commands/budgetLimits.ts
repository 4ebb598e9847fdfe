import type { Config } from '../../core/config/config.ts';
import type { RunCommandBody } from '../../shared/command.ts';
import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';

/** A limit of what may be spent, as a person sets it. */
export interface BudgetLimit {
  /** In `tutti.json`. */
  readonly path: readonly string[];
  /** What it bounds: `a run`, or each attempt of its own. */
  readonly of: 'run' | 'attempt';
  readonly unit: 'USD' | 'tokens' | 'turns';
  /** Null: no limit. */
  readonly now: number | null;
}

/** All there are, those of the run first. */
export function budgetLimits({ budget, turns }: Config): readonly BudgetLimit[] {
  const { run, task } = budget;
  return [
    { path: ['budget', 'run', 'usd'], of: 'run', unit: 'USD', now: run.usd },
    { path: ['budget', 'run', 'tokens'], of: 'run', unit: 'tokens', now: run.tokens },
    { path: ['budget', 'task', 'usd'], of: 'attempt', unit: 'USD', now: task.usd },
    { path: ['budget', 'task', 'tokens'], of: 'attempt', unit: 'tokens', now: task.tokens },
    { path: ['turns'], of: 'attempt', unit: 'turns', now: turns },
  ];
}

/** The tasks that a limit of this kind made wait: one of their attempts spent too much, or all of the run together. */
export function stoppedBy(of: BudgetLimit['of'], tasks: readonly TaskStatusRow[]): readonly TaskStatusRow[] {
  return tasks.filter((row) => row.request?.kind === 'budget' && isOverItsOwn(row) === (of === 'attempt'));
}

/** The limit that a task which waits for a budget has passed; null when none is known that it has. */
export function limitPassed(
  row: TaskStatusRow,
  totals: RunStatus['totals'],
  limits: readonly BudgetLimit[],
): BudgetLimit | null {
  const of = isOverItsOwn(row) ? 'attempt' : 'run';
  const spent: Readonly<Record<BudgetLimit['unit'], number>> =
    of === 'run'
      ? { USD: totals.costUsd, tokens: totals.tokens, turns: 0 }
      : {
          USD: row.attempts.at(-1)?.costUsd ?? 0,
          tokens: row.tokens.input + row.tokens.output,
          // Nothing else is left when it was neither of these.
          turns: Infinity,
        };
  return (
    limits.find((limit) => limit.of === of && limit.now !== null && spent[limit.unit] >= limit.now) ?? null
  );
}

/** What the run is told that goes on: all limits as they are now. */
export function setBudgetCommand(
  limits: readonly BudgetLimit[],
): Extract<RunCommandBody, { readonly type: 'setBudget' }> {
  const now = (of: BudgetLimit['of'], unit: BudgetLimit['unit']): number | null =>
    limits.find((limit) => limit.of === of && limit.unit === unit)?.now ?? null;
  return {
    type: 'setBudget',
    runUsd: now('run', 'USD'),
    runTokens: now('run', 'tokens'),
    attemptUsd: now('attempt', 'USD'),
    attemptTokens: now('attempt', 'tokens'),
    attemptTurns: now('attempt', 'turns') ?? 1,
  };
}

/** Undefined: not an amount; null: no limit. */
export function parseAmount(text: string, unit: BudgetLimit['unit']): number | null | undefined {
  // Turns are always bounded.
  if (text.trim() === '') return unit === 'turns' ? undefined : null;
  const amount = Number(unit === 'USD' ? text.replace(/^\s*\$/, '') : text.replaceAll(/[\s,_]/g, ''));
  const isWhole = unit === 'USD' || Number.isInteger(amount);
  return Number.isFinite(amount) && amount > 0 && isWhole ? amount : undefined;
}

function isOverItsOwn({ attempts }: TaskStatusRow): boolean {
  return attempts.at(-1)?.state === 'over-budget';
}
