import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, existsSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JournalEvent } from '../../src/core/engine/events.ts';
import { createGitRepo, type GitRepo } from './gitRepo.ts';

const tutti = fileURLToPath(new URL('../../dist/tutti.mjs', import.meta.url));

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

/** A repository with a plan whose agent notes each of its starts and ends outside of the worktrees. */
export interface CrashRig {
  readonly repo: GitRepo;
  /** Runs tutti to its end or to its crash; the exit code, null when it was killed. */
  tutti(args: readonly string[], crash?: string): { readonly code: number | null; readonly output: string };
  /** Lines `started 1.1` and `ended 1.1` of the agents. */
  agentLog(): readonly string[];
  journal(): readonly JournalEvent[];
  dispose(): void;
}

export function createCrashRig(): CrashRig {
  const repo = createGitRepo();
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
  repo.commit({
    'tutti.json': JSON.stringify({ agent: 'sh', agents, verify: ['test -d tasks'] }),
    'plan.md': plan,
  });
  return {
    repo,
    tutti: (args, crash) => {
      const env = { ...process.env, ...(crash === undefined ? {} : { TUTTI_TEST_CRASH: crash }) };
      const run = spawnSync(process.execPath, [tutti, ...args], { cwd: repo.folder, env, encoding: 'utf8' });
      return { code: run.status, output: `${run.stdout}${run.stderr}` };
    },
    agentLog: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    journal: () => readJournalOf(repo),
    dispose: () => {
      repo.dispose();
    },
  };
}

function readJournalOf(repo: GitRepo): readonly JournalEvent[] {
  const runs = join(repo.folder, '.tutti', 'runs');
  const run = readdirSync(runs)[0] ?? '';
  const text = readFileSync(join(runs, run, 'journal.ndjson'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEvent);
}
