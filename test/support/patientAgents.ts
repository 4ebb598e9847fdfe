import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../src/app/openProject.ts';
import type { RunHandle } from '../../src/app/project.ts';
import { startRun } from '../../src/app/runs.ts';
import { createCliRig, type CliRig } from './cliRig.ts';
import { until } from './until.ts';

/** Notes each of its starts outside of the worktrees, and goes on when it is told to. */
const agent = `#!/bin/sh
echo "$1" >> "$AGENT_FOLDER/starts"
while [ ! -e "$AGENT_FOLDER/go" ] && [ ! -e "$AGENT_FOLDER/go-$1" ]; do sleep 0.05; done
echo work > "$1.txt"
`;

/** A run that this process owns, of agents that wait until they are told to finish. */
export interface PatientRig extends CliRig {
  /** Starts `plan.md`. */
  own(): Promise<RunHandle>;
  /** Ids of the tasks whose agents were started, sorted. */
  starts(): readonly string[];
  untilStarted(count: number): Promise<void>;
  /** Lets the agent of one task go on, or all, now and later. */
  finish(task?: string): void;
}

export function createPatientRig(plan: string, config: object = {}): PatientRig {
  const rig = createCliRig({ 'plan.md': plan });
  const { root, folder } = rig.repo;
  const file = join(root, 'agent.sh');
  writeFileSync(file, agent.replaceAll('$AGENT_FOLDER', root), { mode: 0o755 });
  const agents = { sh: { adapter: 'command', provider: 'local', command: [file, '{taskId}'] } };
  rig.repo.commit({ 'tutti.json': JSON.stringify({ agent: 'sh', agents, ...config }) });
  const starts = (): readonly string[] => {
    const log = join(root, 'starts');
    return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').sort() : [];
  };
  return {
    ...rig,
    own: async () =>
      startRun(await openProject(folder), {
        plans: ['plan.md'],
        cwd: folder,
        agent: null,
        max: null,
        base: null,
        fresh: false,
        into: null,
        attended: true,
      }),
    starts,
    untilStarted: (count) => until(() => starts().length === count, `${String(count)} agents`),
    finish: (task) => {
      writeFileSync(join(root, task === undefined ? 'go' : `go-${task}`), '');
    },
  };
}
