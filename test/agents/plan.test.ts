import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { claudeEnvironment, ensureClaude } from '../support/claude.ts';
import { createCliRig, type CliRig } from '../support/cliRig.ts';
import { startModelServer, type ModelServer } from '../support/fakes/modelServer.ts';
import type { ModelStep } from '../support/fakes/modelScenario.ts';

const ids = Array.from({ length: 24 }, (_, index) => `T${String(index + 1)}`);

/** One Write of the task's file, by its absolute path in the worktree that the request tells; then the last word. */
function answer(body: string): ModelStep {
  if (body.includes('"tool_result"')) return { text: 'All done.' };
  const id = /# Task (T\d+):/.exec(body)?.[1] ?? 'unknown';
  const folder = /[Ww]orking directory: ([^\\\s"]+)/.exec(body)?.[1] ?? '/nowhere';
  const input = { file_path: join(folder, 'done', `${id}.txt`), content: `by ${id}\n` };
  return { text: 'I will write it.', tools: [{ name: 'Write', input }] };
}

describe('A plan of 24 tasks with real Claude Code', function () {
  this.timeout(300_000);
  let rig: CliRig;
  let server: ModelServer;
  let exitCode: number | null;

  before(async function () {
    const claude = await ensureClaude();
    if (claude === null) return this.skip();
    server = await startModelServer({ steps: [], after: answer });
    const tasks = ids.map((id, index) => {
      const depends = index < 6 ? 'none' : (ids[index - 6] ?? 'none');
      return `- [ ] ${id} Write a file (depends: ${depends})\n`;
    });
    rig = createCliRig({
      'plan.md': `---\nname: real\n---\n# Real\n\n${tasks.join('')}`,
      'tutti.json': JSON.stringify({
        agent: 'claude',
        verify: ['test -d done'],
        limits: { providers: { anthropic: 4 } },
      }),
    });
    const home = join(rig.repo.root, 'home');
    mkdirSync(home);
    const env = {
      ...claudeEnvironment(home, server.url),
      PATH: `${dirname(claude)}:${process.env['PATH'] ?? ''}`,
    };
    // In the background: the fake server answers in this very process.
    [exitCode] = (await once(rig.start(['run', 'plan.md', '--json'], env), 'exit')) as [number | null];
  });

  after(async () => {
    await server.close();
    rig.dispose();
  });

  it('lands every task', () => {
    assert.equal(exitCode, 0);
    const status = rig.status();
    assert.equal(status.state, 'done');
    assert.deepEqual(
      status.tasks.map(({ id, state, attempt }) => ({ id, state, attempt })),
      ids.map((id) => ({ id, state: 'landed', attempt: 1 })),
    );
  });

  it('holds every file on the integration branch, written by the tools of the agent itself', () => {
    for (const id of ids) {
      assert.equal(rig.repo.git('show', `tutti/real/integration:done/${id}.txt`), `by ${id}\n`);
    }
    assert.equal(rig.repo.git('status', '--porcelain'), '');
  });

  it('tells tokens and cost of each task and of the run', () => {
    const { tasks, totals } = rig.status();
    for (const task of tasks) {
      assert.ok(task.tokens.input > 0 && task.tokens.output > 0, task.id);
      assert.ok((task.costUsd ?? 0) > 0, task.id);
    }
    const sum = tasks.reduce((total, { tokens }) => total + tokens.input + tokens.output, 0);
    assert.equal(totals.tokens, sum);
    assert.ok(
      Math.abs(totals.costUsd - tasks.reduce((total, { costUsd }) => total + (costUsd ?? 0), 0)) < 1e-4,
    );
  });
});
