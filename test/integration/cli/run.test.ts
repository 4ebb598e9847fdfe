import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Scenario } from '../../../src/shared/scenario.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { startTutti, tutti } from '../../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

describe('A run from the command line', function () {
  this.timeout(120_000);
  let repo: GitRepo;

  beforeEach(() => {
    repo = createGitRepo();
  });

  afterEach(() => {
    repo.dispose();
  });

  /** A plan of two independent tasks and one after both; what the scenario does not say writes a file of its own. */
  function prepare(tasks: Scenario['tasks'], verify: readonly string[] = []): void {
    const scenario = join(repo.root, 'scenario.json');
    writeFileSync(scenario, JSON.stringify({ tasks }));
    const agents = { script: { adapter: 'script', args: [scenario] } };
    repo.commit({
      'tutti.json': JSON.stringify({ agent: 'script', agents, verify }),
      'PLAN.md': '# Words\n\n## Phase 1\n\n- [ ] 1.1 One\n- [ ] 1.2 Two\n\n## Phase 2\n\n- [ ] 2.1 Three\n',
    });
  }

  async function statusNow(): Promise<RunStatus> {
    const { stdout } = await tutti(repo.folder, ['status', '--json']);
    return JSON.parse(stdout) as RunStatus;
  }

  it('prints one event a line as JSON and nothing else, ends with 0 when all has landed', async () => {
    prepare({}, ['test -d tasks']);
    const { code, stdout } = await tutti(repo.folder, ['run', '--json']);
    const types = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly type: string }).type);
    assert.equal(code, 0);
    assert.deepEqual([types[0], types.at(-1)], ['runStarted', 'runEnded']);
    assert.equal(types.filter((type) => type === 'taskLanded').length, 3);
    const { state, tasks } = await statusNow();
    assert.deepEqual([state, ...tasks.map((task) => task.state)], ['done', 'landed', 'landed', 'landed']);
  });

  it('says once, beside its output, that no gate is configured, and is silent where one is', async () => {
    const note = /^note: No gate is configured: tasks land unverified\. Set "verify" in tutti\.json\.$/gm;
    prepare({});
    const ungated = await tutti(repo.folder, ['run', '--json']);
    assert.equal(ungated.stderr.match(note)?.length, 1, ungated.stderr);
    repo.write('PLAN.md', '---\nverify: "true"\n---\n# Words\n\n- [ ] 1.1 One\n');
    const gated = await tutti(repo.folder, ['run', '--new']);
    assert.deepEqual([gated.code, gated.stderr.match(note)], [0, null], gated.stderr);
  });

  it('tells in plain lines what happened, and why; ends with 1 when a task failed', async () => {
    prepare({ '1.2': [{ steps: [{ do: 'fail', message: 'out of ideas' }] }] });
    const { code, stdout } = await tutti(repo.folder, ['run']);
    assert.equal(code, 1);
    const lines = stdout.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ''));
    assert.ok(lines.includes('1.1 started with script: One'), stdout);
    assert.ok(
      lines.some((line) => /^1\.1 landed ungated as [0-9a-f]{8}$/.test(line)),
      stdout,
    );
    assert.ok(
      lines.some((line) => /^1\.2 failed: .*out of ideas/.test(line)),
      stdout,
    );
    assert.match(stdout, /^failed: 1 of 3 tasks landed/m);
    assert.match(stdout, /^ {2}blocked {3}2\.1 Three: 1\.2 failed$/m);
    const report = await tutti(repo.folder, ['report']);
    assert.match(report.stdout, /out of ideas/);
    const { stdout: json } = await tutti(repo.folder, ['report', '--json']);
    const reported = JSON.parse(json) as {
      readonly status: RunStatus;
      readonly file: string;
      readonly text: string;
    };
    assert.deepEqual([reported.status.state, reported.text], ['failed', readFileSync(reported.file, 'utf8')]);
    const diff = await tutti(repo.folder, ['diff', '1.1']);
    assert.match(diff.stdout, /tasks\/1\.1\.txt/);
  });

  it('stops at the first interrupt with 130, and goes on where it was', async () => {
    const go = join(repo.root, 'go');
    prepare({
      '1.2': [
        {
          steps: [
            { do: 'waitFor', path: go },
            { do: 'write', path: 'two.txt', text: 'two\n' },
          ],
        },
      ],
    });
    const run = startTutti(repo.folder, ['run']);
    await run.said(/1\.1 landed/);
    run.kill('SIGINT');
    const stopped = await run.ended;
    assert.equal(stopped.code, 130);
    assert.match(stopped.stderr, /`tutti resume` goes on/);
    assert.match(stopped.stdout, /^ {2}resume {2}tutti resume$/m);
    writeFileSync(go, '');
    const resumed = await tutti(repo.folder, ['resume']);
    assert.equal(resumed.code, 0);
    // Only what happened since: the first landing is an old story.
    assert.doesNotMatch(resumed.stdout, /1\.1 landed/);
    assert.match(resumed.stdout, /^done: 3 of 3 tasks landed/m);
  });

  it('is steered and watched from elsewhere', async () => {
    prepare({ '1.1': [{ steps: [{ do: 'waitForMessage', path: 'said.txt' }] }] });
    const run = startTutti(repo.folder, ['run']);
    await run.said(/1\.2 landed/);
    const refused = await tutti(repo.folder, ['approve', '1.1']);
    assert.deepEqual([refused.code, /Nothing was done: 1\.1 is running/.test(refused.stderr)], [1, true]);
    const watching = startTutti(repo.folder, ['watch']);
    await watching.said(/1\.2 landed/);
    const sent = await tutti(repo.folder, ['send', '1.1', 'use', 'the', 'force']);
    assert.deepEqual([sent.code, sent.stdout], [0, 'said to 1.1\n']);
    const [ended, watched] = await Promise.all([run.ended, watching.ended]);
    assert.deepEqual([ended.code, watched.code], [0, 0]);
    assert.match(watched.stdout, /^done: 3 of 3 tasks landed/m);
    assert.equal(repo.git('show', 'tutti/plan/integration:said.txt').trim(), 'use the force');
  });

  it('completes the ids of its tasks and can be cleaned up', async () => {
    prepare({});
    await tutti(repo.folder, ['run']);
    const completed = await tutti(repo.folder, ['complete']);
    assert.equal(completed.stdout, '1.1\tOne\n1.2\tTwo\n2.1\tThree\n');
    const planned = await tutti(repo.folder, ['clean']);
    assert.match(planned.stdout, /^remove +branch tutti\/plan\/1\.1-one: /m);
    assert.match(planned.stdout, /can go: tutti clean --apply$/m);
    const cleaned = await tutti(repo.folder, ['clean', '--apply']);
    assert.deepEqual(
      [cleaned.code, /^removed branch tutti\/plan\/1\.1-one/m.test(cleaned.stdout)],
      [0, true],
    );
    assert.equal(readFileSync(join(repo.folder, 'README.md'), 'utf8'), 'hello\n');
  });
});
