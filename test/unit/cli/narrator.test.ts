import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Narrator } from '../../../src/cli/narrator.ts';
import type { RunEvent } from '../../../src/core/engine/events.ts';
import type { RunPlan, RunTask } from '../../../src/core/engine/runPlan.ts';

const commit = '3f2c1d0e9b8a77665544332211009988aabbccdd';

function told(events: readonly RunEvent[]): readonly string[] {
  const narrator = new Narrator((at) => `+${at}`);
  return events
    .map((event, index) => narrator.line({ seq: index + 1, at: index, generation: 1, ...event }))
    .filter((line) => line !== null);
}

function planOf(name: string, tasks: readonly (readonly [id: string, title: string])[]): RunPlan {
  return {
    name,
    path: `plans/${name}.md`,
    title: name,
    intro: '',
    integrationBranch: `tutti/${name}/integration`,
    base: commit,
    head: commit,
    concurrency: null,
    nodes: tasks.map(([id, title], order) => taskOf({ id, title, order })),
    edges: [],
    criteria: [],
  };
}

function taskOf(said: Pick<RunTask, 'id' | 'title' | 'order'>): RunTask {
  return {
    kind: 'task',
    identity: said.id,
    body: '',
    phase: '1',
    satisfied: null,
    priority: 0,
    rank: 0,
    estimateMs: 60_000,
    gate: [],
    branch: `tutti/auth/${said.id}`,
    agent: {
      name: 'claude',
      adapter: 'claude',
      provider: 'anthropic',
      model: null,
      args: [],
      command: [],
      permissions: { mode: 'edits', allow: [], canAsk: false },
    },
    pool: 'default',
    limits: {
      timeoutMs: 1,
      silenceMs: 1,
      maxTurns: 1,
      maxLogBytes: 1,
      graceMs: 1,
      maxTokens: null,
      maxCostUsd: null,
    },
    retries: 2,
    review: 'none',
    verification: null,
    leases: [],
    ...said,
  };
}

const auth: RunEvent = {
  type: 'planAdded',
  plan: planOf('auth', [
    ['1.1', 'Users table'],
    ['1.2', 'Hash'],
  ]),
};

describe('The plain lines of a run', () => {
  it('say what happened to which task, and why; steps in between are left out', () => {
    assert.deepEqual(
      told([
        auth,
        { type: 'attemptStarted', task: 'auth/1.1', attempt: 1, cause: 'first', slot: 'slot-1' },
        { type: 'attemptLaunched', task: 'auth/1.1', attempt: 1, start: commit, resolves: null },
        { type: 'mergeQueued', task: 'auth/1.1', commit },
        { type: 'gateRejected', task: 'auth/1.1', command: 'npm test', reason: 'exit code 1', output: 'x' },
        { type: 'taskRequeued', task: 'auth/1.1', cause: 'repair', reason: 'gate failed' },
        { type: 'attemptStarted', task: 'auth/1.1', attempt: 2, cause: 'repair', slot: 'slot-1' },
        { type: 'taskLanded', task: 'auth/1.1', commit, gated: true, why: null },
        {
          type: 'mergeConflicted',
          task: 'auth/1.2',
          head: commit,
          files: ['src/a.ts', 'src/b.ts'],
          against: ['auth/1.1'],
        },
        { type: 'taskLanded', task: 'auth/1.2', commit, gated: false, why: 'no changes' },
        { type: 'runEnded', outcome: 'done' },
      ]),
      [
        '+0  plan auth: 2 tasks, landing on tutti/auth/integration',
        '+1  1.1 started with claude: Users table',
        '+4  1.1 gate failed: npm test: exit code 1',
        '+6  1.1 started with claude (attempt 2: repair): Users table',
        '+7  1.1 landed as 3f2c1d0e',
        '+8  1.2 conflicts with 1.1: src/a.ts, src/b.ts',
        '+9  1.2 landed ungated as 3f2c1d0e: no changes',
        '+10  run done',
      ],
    );
  });

  it('end with the line to type where a person is needed', () => {
    const need = { kind: 'permission', message: 'Bash: rm -rf build', request: 'r1' } as const;
    assert.deepEqual(told([auth, { type: 'personNeeded', task: 'auth/1.1', need }]).slice(1), [
      '+1  1.1 needs you: Bash: rm -rf build → tutti approve 1.1   (or: tutti deny 1.1)',
    ]);
  });

  it('say until when a provider is closed', () => {
    assert.deepEqual(told([{ type: 'windowClosed', provider: 'anthropic', until: 99 }]), [
      '+0  anthropic has reached its rate limit until +99',
    ]);
  });

  it('name tasks with their plan as soon as the run has several', () => {
    const lines = told([
      auth,
      { type: 'planAdded', plan: planOf('shop', [['1.1', 'Cart']]) },
      { type: 'taskSkipped', task: 'shop/1.1' },
    ]);
    assert.equal(lines.at(-1), '+2  shop/1.1 skipped');
  });

  it('stay one line whatever an agent says', () => {
    const [line] = told([{ type: 'taskFailed', task: 'auth/9', reason: 'a\n\u001b[2Jb' }]);
    assert.equal(line, '+0  auth/9 failed: a \\x1b[2Jb');
  });
});
