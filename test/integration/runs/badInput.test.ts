import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createCliRig, type CliOutcome, type CliRig } from '../../support/cliRig.ts';

const plan = '# Plan\n\n- [ ] 1.1 One\n';
const config = '{ "agent": "script" }';

describe('Bad input', function () {
  this.timeout(60_000);
  let rig: CliRig;

  beforeEach(() => {
    rig = createCliRig({ 'plan.md': plan, 'tutti.json': config });
  });

  afterEach(() => {
    rig.dispose();
  });

  /** Exit code 2, one clear message, no run, no branch, no worktree. */
  function assertRefused(outcome: CliOutcome, message: RegExp): void {
    assert.match(outcome.stderr, message);
    assert.equal(outcome.code, 2, outcome.stderr);
    assert.equal(outcome.stderr.trim().split('\n').length, 1, outcome.stderr);
    const runs = join(rig.repo.folder, '.tutti', 'runs');
    assert.deepEqual(existsSync(runs) ? readdirSync(runs) : [], []);
    assert.ok(!existsSync(`${rig.repo.folder}.tutti`), 'a worktree folder was left behind');
  }

  function runPlan(text: string, ...args: readonly string[]): CliOutcome {
    rig.repo.write('plan.md', text);
    return rig.tutti(['run', 'plan.md', ...args]);
  }

  it('refuses a plan that is not there', () => {
    assertRefused(rig.tutti(['run', 'nope.md']), /nope\.md.*no such file/);
  });

  it('refuses a plan without tasks', () => {
    assertRefused(runPlan('# Nothing\n\nJust text.\n'), /plan\/no-tasks/);
  });

  it('refuses a cycle and shows its path', () => {
    const text = '# P\n\n- [ ] 1.1 One (depends: 1.2)\n- [ ] 1.2 Two (depends: 1.1)\n';
    assertRefused(runPlan(text), /1\.1.*1\.2.*plan\/cycle/);
  });

  it('refuses an unknown dependency', () => {
    assertRefused(runPlan('# P\n\n- [ ] 1.1 One (depends: 9.9)\n'), /9\.9.*plan\/unknown-dependency/);
  });

  it('refuses an agent that does not exist, and lists those that do', () => {
    assertRefused(rig.tutti(['run', 'plan.md', '--agent', 'nobody']), /nobody.*claude.*script/);
  });

  it('refuses an agent whose program is not on this machine', () => {
    const agents = { mine: { adapter: 'command', provider: 'local', command: ['no-such-program-here'] } };
    rig.repo.write('tutti.json', JSON.stringify({ agent: 'mine', agents }));
    assertRefused(rig.tutti(['run', 'plan.md']), /no-such-program-here/);
  });

  it('refuses a configuration with a misspelt key, and says where and which was meant', () => {
    rig.repo.write('tutti.json', '{ "agent": "script", "limts": {} }');
    assertRefused(rig.tutti(['run', 'plan.md']), /tutti\.json:1:\d+.*limts.*limits/);
  });

  it('refuses a repository without commits', () => {
    const empty = join(rig.repo.root, 'empty');
    rig.repo.git('init', '--quiet', empty);
    assertRefused(rig.tutti(['-C', empty, 'run', 'plan.md']), /no commit/i);
  });

  it('refuses a bare repository', () => {
    const bare = join(rig.repo.root, 'bare.git');
    rig.repo.git('init', '--quiet', '--bare', bare);
    assertRefused(rig.tutti(['-C', bare, 'run', 'plan.md']), /bare/);
  });

  it('refuses a folder that is no repository', () => {
    assertRefused(rig.tutti(['-C', rig.repo.root, 'run', 'plan.md']), /not.*git repository/i);
  });

  it('refuses to commit without an identity, and says how to set one', () => {
    rig.repo.git('config', '--unset', 'user.name');
    rig.repo.git('config', '--unset', 'user.email');
    const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', EMAIL: '' };
    assertRefused(rig.tutti(['run', 'plan.md'], env), /git config user\.name/);
  });

  it('refuses when a branch stands in the way of the integration branch', () => {
    rig.repo.git('branch', 'tutti/plan');
    assertRefused(rig.tutti(['run', 'plan.md']), /tutti\/plan.*stands in the way/);
    assert.equal(rig.repo.git('branch', '--list', 'tutti/*').trim(), 'tutti/plan');
  });

  it('refuses an integration branch with commits of somebody else, and leaves it where it is', () => {
    const commit = rig.repo.git('commit-tree', '-p', 'HEAD', '-m', 'Mine', 'HEAD^{tree}').trim();
    rig.repo.git('branch', 'tutti/plan/integration', commit);
    assertRefused(rig.tutti(['run', 'plan.md']), /not Tutti's.*--new/);
    assert.equal(rig.repo.git('rev-parse', 'tutti/plan/integration').trim(), commit);
  });

  it('starts beside such a branch with --new', () => {
    const commit = rig.repo.git('commit-tree', '-p', 'HEAD', '-m', 'Mine', 'HEAD^{tree}').trim();
    rig.repo.git('branch', 'tutti/plan/integration', commit);
    const outcome = rig.tutti(['run', 'plan.md', '--new']);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.equal(rig.repo.git('rev-parse', 'tutti/plan/integration').trim(), commit);
    assert.match(rig.repo.git('log', '--format=%s', 'tutti/plan-2/integration'), /^Land 1\.1/);
  });

  it('refuses to land on an integration branch that is checked out', () => {
    rig.repo.git('checkout', '--quiet', '-b', 'tutti/plan/integration');
    assertRefused(rig.tutti(['run', 'plan.md']), /tutti\/plan\/integration is checked out in .*git switch/);
    assert.equal(rig.repo.git('status', '--porcelain'), '');
  });

  it('works beside a folder that stands where a worktree should be, and keeps what is in it', () => {
    mkdirSync(join(`${rig.repo.folder}.tutti`, 'slot-1'), { recursive: true });
    writeFileSync(join(`${rig.repo.folder}.tutti`, 'slot-1', 'mine.txt'), 'mine');
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    const kept = join(`${rig.repo.folder}.tutti`, '.kept');
    assert.equal(readFileSync(join(kept, readdirSync(kept)[0] ?? '', 'mine.txt'), 'utf8'), 'mine');
  });

  it('asks a person about a task branch with work of somebody else', () => {
    const commit = rig.repo.git('commit-tree', '-p', 'HEAD', '-m', 'Mine', 'HEAD^{tree}').trim();
    rig.repo.git('branch', 'tutti/plan/1.1-one', commit);
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 1, outcome.stderr);
    assert.match(rig.status().tasks[0]?.why ?? '', /not Tutti's/);
    assert.equal(rig.repo.git('rev-parse', 'tutti/plan/1.1-one').trim(), commit);
  });

  it('refuses a gate whose program is not on this machine', () => {
    rig.repo.write('tutti.json', JSON.stringify({ agent: 'script', verify: ['no-such-gate --all'] }));
    assertRefused(rig.tutti(['run', 'plan.md']), /no-such-gate --all.*no program no-such-gate/);
  });

  it('fails a task whose gate command does not exist at once, with that reason', () => {
    rig.repo.write('tutti.json', JSON.stringify({ agent: 'script', verify: ['./no-such-gate'] }));
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 1, outcome.stderr);
    assert.match(rig.status().tasks[0]?.why ?? '', /no-such-gate.*not found/);
    assert.equal(rig.status().tasks[0]?.attempt, 1);
  });

  it('runs on a detached HEAD, and in a dirty checkout that it does not touch', () => {
    rig.repo.git('checkout', '--quiet', '--detach');
    rig.repo.write('README.md', 'changed by the user\n');
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.match(outcome.stdout + outcome.stderr, /[Uu]ncommitted/);
    assert.equal(rig.repo.git('show', 'tutti/plan/integration:README.md'), 'hello\n');
    assert.equal(rig.repo.git('status', '--porcelain').trim(), 'M README.md');
  });

  it('takes titles with quotes, substitutions, dashes, emoji, dots and 400 characters as text', () => {
    const titles = [
      `"double" 'single' \\\`back\\\` $(touch pwned) ; rm -rf /`,
      '--leading-dash -rf',
      '🎼 tutti 世界',
      '../../etc/passwd ..',
      'x'.repeat(400),
      'ends with .lock',
      '@{upstream}~1^2:?*[',
    ];
    const text = `# P\n\n${titles.map((title, index) => `- [ ] 1.${String(index + 1)} ${title}`).join('\n')}\n`;
    const outcome = runPlan(text);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.equal(rig.status().tasks.filter((task) => task.state === 'landed').length, titles.length);
    assert.ok(!existsSync(join(rig.repo.folder, 'pwned')));
    assert.ok(!rig.repo.git('ls-tree', '-r', '--name-only', 'tutti/plan/integration').includes('pwned'));
    rig.repo.git('fsck', '--strict', '--no-dangling');
    rmSync(join(rig.repo.folder, '.tutti'), { recursive: true });
  });
});
