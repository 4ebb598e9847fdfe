import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';
import type { Scenario, ScenarioAttempt, ScenarioStep } from '../../../src/shared/scenario.ts';

const demo = path.resolve(import.meta.dirname, '../../../examples/demo');

const lastOfPhase = ['1.3', '2.4', '3.3', '4.2'];

function readScenario(): Scenario {
  return JSON.parse(readFileSync(path.join(demo, 'scenario.json'), 'utf8')) as Scenario;
}

describe('The demo', () => {
  const { tasks } = readScenario();
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tutti-demo-'));
    cpSync(path.join(demo, 'project'), folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a plan of twelve tasks without any complaint, and steps for each', () => {
    const text = readFileSync(path.join(demo, 'plans/invoice.md'), 'utf8');
    const { plan, graph } = checkPlan(text, { path: 'plans/invoice.md' });
    assert.deepEqual([plan.diagnostics, graph.overlaps], [[], []]);
    const ids = plan.tasks.filter((task) => task.kind === 'task').map((task) => task.id);
    assert.equal(ids.length, 12);
    assert.deepEqual(Object.keys(tasks), ids);
  });

  it('builds a program whose tests pass after every phase', () => {
    for (const [id, attempts] of Object.entries(tasks)) {
      play(folder, attempts[0]);
      if (id === '1.2') play(folder, attemptFor(attempts, 'gate failed'));
      if (lastOfPhase.includes(id)) assert.equal(gate(folder), 0, `the tests after task ${id}`);
    }
    const shown = execFileSync(process.execPath, ['src/cli.js', 'show', 'samples/order.json'], {
      cwd: folder,
    });
    assert.match(shown.toString(), /^Total +\d+\.\d\d$/m);
  });

  it('has one task whose first attempt fails the gate', () => {
    play(folder, tasks['1.2']?.[0]);
    assert.notEqual(gate(folder), 0);
  });

  for (const [first, second] of [
    ['3.1', '3.2'],
    ['3.2', '3.1'],
  ] as const) {
    it(`has a conflict when ${second} meets ${first}, and resolves it`, () => {
      for (const [id, attempts] of Object.entries(tasks).filter(([id]) => id < '3')) {
        play(folder, id === '1.2' ? attempts.at(-1) : attempts[0]);
        if (id === '1.2') play(folder, { steps: testsOf(attempts[0]) });
      }
      git(folder, 'init', '-q', '-b', 'main');
      commit(folder);
      for (const id of [first, second]) {
        git(folder, 'switch', '-q', '-c', `task-${id}`, 'main');
        play(folder, tasks[id]?.[0]);
        assert.equal(gate(folder), 0, `the tests of task ${id} alone`);
        commit(folder);
      }
      const merge = spawnSync('git', ['merge', '--no-edit', `task-${first}`], {
        cwd: folder,
        env: gitEnvironment,
      });
      assert.equal(merge.status, 1);
      assert.equal(git(folder, 'diff', '--name-only', '--diff-filter=U').trim(), 'src/commands.js');
      play(folder, attemptFor(tasks[second], 'conflict markers'));
      assert.equal(gate(folder), 0, 'the tests after the conflict was resolved');
    });
  }

  it('takes each agent between half a second and two and a half', () => {
    for (const [id, attempts] of Object.entries(tasks)) {
      for (const { steps } of attempts) {
        const ms = steps.reduce((sum, step) => sum + (step.do === 'wait' ? step.ms : 0), 0);
        assert.ok(ms >= 500 && ms <= 2_500, `task ${id} takes ${ms} ms`);
      }
    }
  });
});

function attemptFor(
  attempts: readonly ScenarioAttempt[] | undefined,
  when: string,
): ScenarioAttempt | undefined {
  return attempts?.find((attempt) => attempt.when === when);
}

function testsOf(attempt: ScenarioAttempt | undefined): readonly ScenarioStep[] {
  return attempt?.steps.filter((step) => step.do === 'write' && step.path.startsWith('test/')) ?? [];
}

/** Does what the stand-in agent would do with files and programs; waits and words are left out. */
function play(folder: string, attempt: ScenarioAttempt | undefined): void {
  assert.ok(attempt);
  for (const step of attempt.steps) {
    if (step.do === 'write') writeTo(path.join(folder, step.path), step.text);
    if (step.do === 'append') appendFileSync(path.join(folder, step.path), step.text);
    if (step.do === 'run') assert.equal(run(folder, step.command), 0, step.command.join(' '));
    if (step.do === 'replace') {
      const file = path.join(folder, step.path);
      const text = readFileSync(file, 'utf8');
      assert.ok(text.includes(step.search), `${step.path} has "${step.search}"`);
      writeFileSync(
        file,
        text.replace(step.search, () => step.text),
      );
    }
  }
}

function writeTo(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function gate(folder: string): number | null {
  return run(folder, ['node', 'scripts/test.js']);
}

function run(folder: string, [program = '', ...args]: readonly string[]): number | null {
  return spawnSync(program === 'node' ? process.execPath : program, args, { cwd: folder }).status;
}

const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.org',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.org',
};

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, env: gitEnvironment, encoding: 'utf8' });
}

function commit(folder: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Work');
}
