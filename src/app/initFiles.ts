import type { Toolchain } from './initToolchains.ts';

/** What a starter configuration is made from. */
export interface StarterFacts {
  /** Profile that becomes the default. */
  readonly agent: string;
  readonly toolchains: readonly Toolchain[];
  /** Ignored files that each worktree gets a copy of. */
  readonly copy: readonly string[];
}

/** Text of a commented `tutti.json`. */
export function starterConfig({ agent, toolchains, copy }: StarterFacts): string {
  const verify = toolchains.flatMap((toolchain) => toolchain.verify);
  const setup = toolchains.flatMap((toolchain) => toolchain.setup);
  return `{
  // Who does tasks that name no agent: "claude", or a profile of your own under "agents".
  "agent": ${JSON.stringify(agent)},

  // The gate: what must pass on the merged tree before a task lands.${verify.length > 0 ? '' : ' Empty: tasks land ungated.'}
  "verify": ${list(verify)},

  // How many agents may work at once. Each provider has a limit of its own besides.
  "limits": { "run": 4 },

  "worktree": {
    // Makes a new worktree ready; runs again when a lock file changes.
    "setup": ${list(setup)},
    // Ignored files that each worktree gets a copy of.
    "copy": ${list(copy)},
  },

  // Longest time of one attempt at a task, and how often a failed gate is repaired.
  "timeout": "60m",
  "retries": 2,

  // Any program can be an agent: the prompt is on its standard input, exit code 0 means finished.
  // "agents": { "mine": { "adapter": "command", "command": ["./agent.sh", "{promptFile}"] } },
}
`;
}

/** Text of a `tutti.json` that has a gate and nothing else. */
export function gateConfig({ verify, setup }: Pick<Toolchain, 'verify' | 'setup'>): string {
  return `{
  // The gate: what must pass on the merged tree before a task lands.
  "verify": ${list(verify)},${setup.length === 0 ? '' : setupLines(setup)}
}
`;
}

function setupLines(setup: readonly string[]): string {
  return `

  // Makes a new worktree ready; runs again when a lock file changes.
  "worktree": { "setup": ${list(setup)} },`;
}

/** Text of a plan to start from. */
export function samplePlan({ toolchains }: StarterFacts): string {
  const verify = toolchains.flatMap((toolchain) => toolchain.verify);
  const check = verify[0] === undefined ? 'Check that it all fits together' : `\`${verify[0]}\``;
  return `# Example plan

What every task should know: what this is about, how the code is laid out, what must not change.
Replace all of it; \`tutti lint plans/example.md\` checks a plan, \`tutti run plans/example.md --dry-run\` shows what it
would do.

## Phase 1: Foundations

- [ ] 1.1 First piece of work
  - files: src/first/**
  - Say here what is to be done, in full: this text is what the agent gets.
- [ ] 1.2 Second piece, at the same time as the first
  - files: src/second/**

## Phase 2: On top of it

- [ ] 2.1 Needs the first piece only (depends: 1.1)
- [ ] 2.2 Needs both (depends: 1.1, 1.2) (priority: high)
- [ ] VERIFY 2: ${check}
`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
