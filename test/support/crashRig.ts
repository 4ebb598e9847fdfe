import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCliRig, type CliRig } from './cliRig.ts';

/** Two phases with a join, so that attempts, the merge queue and barriers are all under way at some point. */
const plan = `---
name: crash
---
# Crash

## Phase 1: First

- [ ] 1.1 One
- [ ] 1.2 Two
- [ ] 1.3 Three

## Phase 2: Second

- [ ] 2.1 Four
- [ ] 2.2 Five (depends: 1.1)
- [ ] VERIFY 2: \`test -f tasks/2.1.txt\`
`;

export const crashTasks = ['1.1', '1.2', '1.3', '2.1', '2.2'];

/** A plan whose agent notes each of its starts and ends outside of the worktrees. */
export interface CrashRig extends CliRig {
  /** Lines `started 1.1` and `ended 1.1` of the agents. */
  agentLog(): readonly string[];
}

export function createCrashRig(): CrashRig {
  const rig = createCliRig({ 'plan.md': plan });
  const { repo } = rig;
  const log = join(repo.root, 'agents.log');
  const agent = join(repo.root, 'agent.sh');
  const script = `#!/bin/sh
echo "started $1" >> "${log}"
mkdir -p tasks
printf 'line from %s\\n' "$1" >> "tasks/$1.txt"
sleep 0.1
echo "ended $1" >> "${log}"
`;
  writeFileSync(agent, script);
  chmodSync(agent, 0o755);
  const agents = { sh: { adapter: 'command', provider: 'local', command: [agent, '{taskId}'] } };
  repo.commit({ 'tutti.json': JSON.stringify({ agent: 'sh', agents, verify: ['test -d tasks'] }) });
  const agentLog = (): readonly string[] =>
    existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return { ...rig, agentLog };
}
