import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isAlive } from '../../../src/adapters/process/identity.ts';
import { readJson } from '../../../src/adapters/process/readJson.ts';
import { acquireLock } from '../../../src/adapters/store/lock.ts';
import { listRuns } from '../../../src/adapters/store/runFolders.ts';
import { fileNameOf } from '../../../src/core/engine/runPlan.ts';
import { isRunnerIdentity } from '../../../src/shared/attemptGuards.ts';
import type { Scenario } from '../../../src/shared/scenario.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { startTutti, tutti, type StartedCommand } from '../../support/commandLine.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { until } from '../../support/until.ts';

describe('Following and steering from elsewhere', function () {
  this.timeout(120_000);
  let repo: GitRepo;
  let started: StartedCommand[];

  beforeEach(() => {
    repo = createGitRepo();
    started = [];
  });

  afterEach(async () => {
    for (const command of started) command.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    repo.dispose();
  });

  /** Two plans: `plan` with A1, then A2; `other` with B1. What the scenario does not say writes a file of its own. */
  function prepare(tasks: Scenario['tasks']): void {
    const scenario = join(repo.root, 'scenario.json');
    writeFileSync(scenario, JSON.stringify({ tasks }));
    repo.commit({
      'tutti.json': JSON.stringify({
        agent: 'script',
        agents: { script: { adapter: 'script', args: [scenario] } },
      }),
      'plan.md': '# Plan\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n',
      'plans/other.md': '# Other\n\n- [ ] B1 Beside\n',
    });
  }

  function start(...args: readonly string[]): StartedCommand {
    const command = startTutti(repo.folder, args);
    started.push(command);
    return command;
  }

  /** A1 waits for the file. */
  function hold(): string {
    const go = join(repo.root, 'go');
    prepare({
      A1: [
        {
          steps: [
            { do: 'waitFor', path: go },
            { do: 'write', path: 'a.txt', text: 'a' },
          ],
        },
      ],
    });
    return go;
  }

  async function killedRun(): Promise<string> {
    const go = hold();
    const run = start('run', 'plan.md', 'plans/other.md');
    await run.said(/B1 landed/);
    run.kill('SIGKILL');
    await run.ended;
    return go;
  }

  it('says of a run whose process was killed that it is gone, and how to go on', async () => {
    const go = await killedRun();
    const [text, json, watched, stopped, paused] = await Promise.all([
      tutti(repo.folder, ['status']),
      tutti(repo.folder, ['status', '--json']),
      tutti(repo.folder, ['watch']),
      tutti(repo.folder, ['stop']),
      tutti(repo.folder, ['pause']),
    ]);
    const gone = /its process is gone/;
    assert.match(text.stdout, gone);
    const { state, reason } = JSON.parse(json.stdout) as RunStatus;
    assert.deepEqual([state, gone.test(reason ?? '')], ['stopped', true]);
    assert.deepEqual([watched.code, gone.test(watched.stdout)], [130, true]);
    for (const { code, stderr } of [stopped, paused]) assert.deepEqual([code, gone.test(stderr)], [1, true]);
    writeFileSync(go, '');
    const resumed = await tutti(repo.folder, ['resume']);
    assert.match(resumed.stdout, /^done: 3 of 3 tasks landed/m);
  });

  it('refuses at once what a run without an owner would refuse, and keeps the rest', async () => {
    const go = await killedRun();
    const unknown = await tutti(repo.folder, ['skip', '9.9']);
    assert.deepEqual(
      [unknown.code, unknown.stderr],
      [2, 'Nothing was done: there is no task 9.9 in this run.\n'],
    );
    const landed = await tutti(repo.folder, ['approve', 'B1']);
    assert.deepEqual(
      [landed.code, /B1 is landed: there is nothing to approve/.test(landed.stderr)],
      [1, true],
    );
    const unheard = await tutti(repo.folder, ['send', 'B1', 'hello']);
    assert.deepEqual([unheard.code, /Use retry with a note/.test(unheard.stderr)], [1, true]);
    const skipped = await tutti(repo.folder, ['skip', 'A2']);
    assert.deepEqual(
      [skipped.code, skipped.stdout],
      [0, 'A2 is skipped, once the run goes on (tutti resume)\n'],
    );
    const again = await tutti(repo.folder, ['skip', 'A2']);
    assert.deepEqual([again.code, /A2 is skipped already/.test(again.stderr)], [1, true]);
    writeFileSync(go, '');
    const resumed = await tutti(repo.folder, ['resume']);
    assert.match(resumed.stdout, /A2 skipped/);
  });

  it('says something to an agent that outlived its run only as long as it does', async () => {
    const go = await killedRun();
    const kept = await tutti(repo.folder, ['send', 'A1', 'hello']);
    assert.deepEqual([kept.code, kept.stdout], [0, 'said to A1, once the run goes on (tutti resume)\n']);
    const [run] = listRuns(join(repo.folder, '.tutti'));
    const attempt = join(
      repo.folder,
      '.tutti',
      'runs',
      run ?? 'none',
      'attempts',
      fileNameOf('plan/A1'),
      '1',
    );
    const runner = readJson(join(attempt, 'runner.json'));
    assert.ok(isRunnerIdentity(runner));
    process.kill(runner.pid, 'SIGKILL');
    await until(() => !isAlive(runner), 'the end of the runner');
    const refused = await tutti(repo.folder, ['send', 'A1', 'hello']);
    assert.deepEqual([refused.code, /agent of A1 is gone: tutti resume/.test(refused.stderr)], [1, true]);
    writeFileSync(go, '');
    assert.equal((await tutti(repo.folder, ['resume'])).code, 0);
  });

  it('shows and waits for its own plans when it joins the run of another process', async () => {
    const go = hold();
    const owner = start('run', 'plan.md');
    await owner.said(/A1 started/);
    const joined = await startTutti(join(repo.folder, 'plans'), ['run', 'other.md']).ended;
    assert.equal(joined.code, 0, joined.stderr);
    assert.match(joined.stdout, /plan other: 1 task, landing on tutti\/other\/integration\n/);
    assert.match(joined.stdout, /B1 landed ungated as [0-9a-f]{8}\n/);
    assert.match(joined.stdout, /^done: 1 of 1 task landed/m);
    assert.doesNotMatch(joined.stdout, /A1|run .* started/);
    writeFileSync(go, '');
    assert.equal((await owner.ended).code, 0);
  });

  it('joins a run that starts in the same moment', async () => {
    prepare({});
    const both = [start('run', 'plan.md'), start('run', 'plans/other.md')];
    const ended = await Promise.all(both.map((command) => command.ended));
    assert.deepEqual(
      ended.map(({ code, stderr }) => (code === 0 ? '' : stderr)),
      ['', ''],
    );
  });

  it('starts a run of its own when the owner lets go without one', async () => {
    prepare({});
    const stateFolder = join(repo.folder, '.tutti');
    const lock = acquireLock(stateFolder);
    assert.ok(lock.ok);
    const run = start('run', 'plan.md');
    // Made by the command before it looks for the lock.
    await until(() => existsSync(join(stateFolder, 'runs')), 'the command');
    lock.value.release();
    assert.equal((await run.ended).code, 0);
  });
});
