import type { AgentProfile, Config } from './config.ts';

/** What counts when nothing is configured; `limits.verification` depends on the machine and is not here. */
export const defaults: Config = {
  agent: 'claude',
  agents: {},
  plans: [
    'PLAN.md',
    'plan.md',
    'plans/**/*.md',
    'docs/plans/**/*.md',
    'specs/*/tasks.md',
    '.kiro/specs/*/tasks.md',
    'openspec/changes/*/tasks.md',
    'prompts/*.md',
    '.taskmaster/tasks/tasks.json',
  ],
  verify: [],
  gate: { env: [], timeoutMs: 30 * 60_000 },
  timeoutMs: 60 * 60_000,
  silenceMs: 15 * 60_000,
  graceMs: 5_000,
  turns: 200,
  retries: 2,
  maxLogBytes: 50 * 1024 * 1024,
  conflicts: 'serialize',
  updateCheckboxes: false,
  limits: {
    run: 8,
    default: 5,
    providers: { anthropic: 3, openai: 5, google: 10 },
    // A provider's largest model has its tightest rate limits.
    models: { opus: 2, 'claude-opus-5-5': 2 },
    verification: 1,
  },
  pools: {},
  budget: { run: { usd: null, tokens: null }, task: { usd: null, tokens: null } },
  worktree: { root: null, setup: [], copy: [], fresh: false },
  // The rules for common lock files and changelogs stand behind these, where merges are settled.
  merge: { union: [], regenerate: {} },
};

/** Profiles that are there without configuration, and what a profile of each adapter starts from. */
export const builtInProfiles: Readonly<Record<'claude' | 'script', AgentProfile>> = {
  claude: profileOf('claude', 'anthropic'),
  script: profileOf('script', 'script'),
};

export function profileOf(adapter: AgentProfile['adapter'], provider: string): AgentProfile {
  return {
    adapter,
    provider,
    model: null,
    args: [],
    command: [],
    env: {},
    permissions: { mode: 'edits', allow: null },
  };
}
