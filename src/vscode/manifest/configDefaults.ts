import { defaults } from '../../core/config/defaults.ts';

/**
 * The settings that `tutti.json` has as well, with what counts when nothing is said; null: it depends on the machine, or
 * there is no limit.
 */
export const configDefaults: Readonly<Record<string, unknown>> = {
  agent: defaults.agent,
  agents: defaults.agents,
  plans: defaults.plans,
  verify: defaults.verify,
  'gate.env': defaults.gate.env,
  'gate.timeout': inMinutes(defaults.gate.timeoutMs),
  timeout: inMinutes(defaults.timeoutMs),
  silence: inMinutes(defaults.silenceMs),
  grace: `${String(defaults.graceMs / 1_000)}s`,
  turns: defaults.turns,
  retries: defaults.retries,
  maxLogBytes: defaults.maxLogBytes,
  conflicts: defaults.conflicts,
  updateCheckboxes: defaults.updateCheckboxes,
  'limits.run': defaults.limits.run,
  'limits.default': defaults.limits.default,
  'limits.providers': defaults.limits.providers,
  'limits.models': defaults.limits.models,
  'limits.verification': null,
  pools: defaults.pools,
  'budget.run.usd': defaults.budget.run.usd,
  'budget.run.tokens': defaults.budget.run.tokens,
  'budget.task.usd': defaults.budget.task.usd,
  'budget.task.tokens': defaults.budget.task.tokens,
  'worktree.root': defaults.worktree.root,
  'worktree.setup': defaults.worktree.setup,
  'worktree.copy': defaults.worktree.copy,
  'worktree.fresh': defaults.worktree.fresh,
  'merge.union': defaults.merge.union,
  'merge.regenerate': defaults.merge.regenerate,
};

function inMinutes(ms: number): string {
  return `${String(ms / 60_000)}m`;
}
