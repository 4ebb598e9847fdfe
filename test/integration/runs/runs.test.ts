import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { isAlive, startTimeOf } from '../../../src/adapters/process/identity.ts';
import type { AttemptEvent } from '../../../src/shared/attemptEvent.ts';
import type { JournalEvent } from '../../../src/core/engine/events.ts';
import { createCliRig, readLines, type CliRig } from '../../support/cliRig.ts';
import { until } from '../../support/until.ts';

describe('A run with real git, real processes and the embedded agent', function () {
  this.timeout(120_000);
  let rig: CliRig;

  function create(plan: string, config: object = {}): void {
    rig = createCliRig({ 'plan.md': plan, 'tutti.json': JSON.stringify({ agent: 'script', ...config }) });
  }

  function stateOf(id: string): string | undefined {
    return rig.status().tasks.find((task) => task.id === id)?.state;
  }

  function whyOf(id: string): string {
    return rig.status().tasks.find((task) => task.id === id)?.why ?? '';
  }

  function eventsOf(type: JournalEvent['type']): readonly JournalEvent[] {
    return rig.journal().filter((event) => event.type === type);
  }

  afterEach(() => {
    rig.dispose();
  });

  it('keeps going when a task fails, and blocks only what depends on it', () => {
    create('# P\n\n- [ ] A1 One\n- [ ] A2 Two (depends: A1)\n- [ ] A3 Three (depends: A2)\n- [ ] A4 Four\n');
    rig.scenario({ A1: [{ steps: [{ do: 'fail', message: 'no way' }] }] });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    assert.deepEqual(['A1', 'A2', 'A3', 'A4'].map(stateOf), ['failed', 'blocked', 'blocked', 'landed']);
    assert.match(whyOf('A1'), /no way/);
    assert.match(whyOf('A3'), /A1 failed/);
  });

  it('goes on in a second run with what did not land, and runs nothing twice', () => {
    create('# P\n\n- [ ] A1 One\n- [ ] A2 Two\n');
    rig.scenario({ A1: [{ steps: [{ do: 'fail', message: 'no' }] }] });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    rig.scenario({});
    const second = rig.tutti(['run', 'plan.md']);
    assert.equal(second.code, 0, second.stderr);
    assert.match(whyOf('A2'), /earlier run/);
    assert.equal(eventsOf('attemptStarted').length, 1);
    assert.equal(rig.repo.git('show', 'tutti/plan/integration:tasks/A2.txt').trim().split('\n').length, 1);
  });

  it('repairs a failed gate in the same session and the same worktree', () => {
    create('# P\n\n- [ ] A1 One\n', { verify: ['test -f good.txt'] });
    rig.scenario({
      A1: [
        { steps: [{ do: 'write', path: 'bad.txt', text: 'x' }] },
        { when: 'gate failed', steps: [{ do: 'write', path: 'good.txt', text: 'x' }] },
      ],
    });
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    const [first, second] = eventsOf('attemptEnded');
    assert.ok(first?.type === 'attemptEnded' && second?.type === 'attemptEnded');
    assert.equal(first.session, second.session);
    const slots = eventsOf('attemptStarted').map((event) =>
      event.type === 'attemptStarted' ? event.slot : '',
    );
    assert.equal(new Set(slots).size, 1);
    assert.equal(
      rig.repo.git('ls-tree', '--name-only', 'tutti/plan/integration', 'good.txt', 'bad.txt'),
      'bad.txt\ngood.txt\n',
    );
  });

  it('gives a conflict to the agent once, then to a person, while the rest goes on', () => {
    create('# P\n\n- [ ] A1 One\n- [ ] A2 Two\n- [ ] A3 Three (depends: none)\n', { conflicts: 'ignore' });
    const edit = (
      text: string,
    ): { readonly steps: readonly [{ do: 'write'; path: string; text: string }] } => ({
      steps: [{ do: 'write', path: 'README.md', text }],
    });
    const giveUp = { when: 'conflict', steps: [{ do: 'say', text: 'I give up' }] } as const;
    rig.scenario({ A1: [edit('from one\n'), giveUp], A2: [edit('from two\n'), giveUp] });
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 1, outcome.stderr);
    const states = ['A1', 'A2', 'A3'].map(stateOf).sort();
    assert.deepEqual(states, ['landed', 'landed', 'needs-you']);
    assert.ok(!rig.repo.git('show', 'tutti/plan/integration:README.md').includes('<<<<'));
  });

  it('lands a conflict that the agent resolved with both sides in its history', () => {
    create('# P\n\n- [ ] A1 One\n- [ ] A2 Two\n', {
      conflicts: 'ignore',
      verify: ['grep -q both README.md || ! grep -q two README.md'],
    });
    const write = (text: string) => ({ do: 'write', path: 'README.md', text }) as const;
    const resolve = { when: 'conflict', steps: [write('both one and two\n')] };
    rig.scenario({
      A1: [{ steps: [write('one\n')] }, resolve],
      A2: [{ steps: [write('both two\n')] }, resolve],
    });
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.equal(rig.repo.git('show', 'tutti/plan/integration:README.md'), 'both one and two\n');
    assert.equal(eventsOf('mergeConflicted').length, 1);
  });

  it('waits for a review, and lands what was approved', async () => {
    create('# P\n\n- [ ] A1 One (review: human)\n', { verify: ['true'] });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    assert.equal(stateOf('A1'), 'needs-you');
    assert.equal(rig.tutti(['approve', 'A1']).code, 0);
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(stateOf('A1'), 'landed');
  });

  it('stops gracefully: agents are interrupted, their work is on their branch, resume goes on', async () => {
    create('# P\n\n- [ ] A1 One\n');
    const started = join(rig.repo.root, 'started');
    const steps = [
      { do: 'write', path: 'half.txt', text: 'half\n' },
      { do: 'write', path: started, text: '' },
    ] as const;
    rig.scenario({ A1: [{ steps: [...steps, { do: 'hang' }] }] });
    const run = rig.start(['run', 'plan.md']);
    await until(() => existsSync(started), 'the agent');
    run.kill('SIGINT');
    const [code] = (await once(run, 'exit')) as [number | null];
    assert.equal(code, 130);
    assert.equal(rig.repo.git('show', 'tutti/plan/A1-one:half.txt'), 'half\n');
    assert.equal(rig.status().state, 'stopped');
    rig.scenario({ A1: [{ steps: [{ do: 'append', path: 'half.txt', text: 'whole\n' }] }] });
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(rig.repo.git('show', 'tutti/plan/integration:half.txt'), 'half\nwhole\n');
  });

  it('attaches to an agent that went on after the command was killed', async () => {
    create('# P\n\n- [ ] A1 One\n');
    const started = join(rig.repo.root, 'started');
    const go = join(rig.repo.root, 'go');
    const steps = [
      { do: 'append', path: started, text: 'x' },
      { do: 'waitFor', path: go },
      { do: 'write', path: 'a.txt', text: 'a' },
    ] as const;
    rig.scenario({ A1: [{ steps }] });
    const run = rig.start(['run', 'plan.md']);
    await until(() => existsSync(started), 'the agent');
    run.kill('SIGKILL');
    await once(run, 'exit');
    const again = rig.tutti(['run', 'plan.md']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /was cut off.*tutti resume/);
    const resumed = rig.start(['resume']);
    await until(() => eventsOf('runResumed').length === 1, 'the second owner');
    writeFileSync(go, '');
    const [code] = (await once(resumed, 'exit')) as [number | null];
    assert.equal(code, 0);
    assert.equal(readFileSync(started, 'utf8'), 'x');
    assert.equal(eventsOf('attemptStarted').length, 1);
    assert.equal(stateOf('A1'), 'landed');
  });

  it('hands a second run to the process that owns the repository', async () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.repo.commit({ 'other.md': '# Other\n\n- [ ] B1 Beside\n' });
    const hold = join(rig.repo.root, 'go');
    const started = join(rig.repo.root, 'started');
    rig.scenario({
      A1: [
        {
          steps: [
            { do: 'write', path: started, text: '' },
            { do: 'waitFor', path: hold },
            { do: 'write', path: 'a.txt', text: 'a' },
          ],
        },
      ],
    });
    const first = rig.start(['run', 'plan.md']);
    await until(() => existsSync(started), 'the agent');
    const second = rig.start(['run', 'other.md']);
    const joined = (): boolean =>
      rig.journal().some((event) => event.type === 'planAdded' && event.plan.name === 'other');
    await until(joined, 'the second plan');
    writeFileSync(hold, '');
    const codes = await Promise.all([once(first, 'exit'), once(second, 'exit')]);
    assert.deepEqual(
      codes.map(([code]) => code as number),
      [0, 0],
    );
    assert.match(rig.repo.git('log', '--format=%s', 'tutti/other/integration'), /^Land B1/);
  });

  it('brings a branch of the user up to what landed, only when asked', () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.repo.git('branch', 'feature');
    const before = rig.repo.git('rev-parse', 'main');
    const outcome = rig.tutti(['run', 'plan.md', '--into', 'feature']);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.equal(rig.repo.git('rev-parse', 'feature'), rig.repo.git('rev-parse', 'tutti/plan/integration'));
    assert.equal(rig.repo.git('rev-parse', 'main'), before);
  });

  it('ticks the boxes of the plan only when it is told to', () => {
    create('# P\n\n- [ ] A1 One\n- [ ] A2 Two\n', { updateCheckboxes: true });
    rig.scenario({ A2: [{ steps: [{ do: 'fail', message: 'no' }] }] });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    assert.equal(
      readFileSync(join(rig.repo.folder, 'plan.md'), 'utf8'),
      '# P\n\n- [x] A1 One\n- [ ] A2 Two\n',
    );
    assert.equal(
      rig.repo.git('show', 'tutti/plan/integration:plan.md'),
      '# P\n\n- [ ] A1 One\n- [ ] A2 Two\n',
    );
  });

  it('stops rather than land on a branch that somebody checked out, and goes on when it is free again', async () => {
    create('# P\n\n- [ ] A1 One\n');
    const started = join(rig.repo.root, 'started');
    const go = join(rig.repo.root, 'go');
    const steps = [
      { do: 'write', path: started, text: '' },
      { do: 'waitFor', path: go },
    ] as const;
    rig.scenario({ A1: [{ steps: [...steps, { do: 'write', path: 'a.txt', text: 'a' }] }] });
    const run = rig.start(['run', 'plan.md']);
    await until(() => existsSync(started), 'the agent');
    rig.repo.git('checkout', '--quiet', 'tutti/plan/integration');
    writeFileSync(go, '');
    const [code] = (await once(run, 'exit')) as [number | null];
    assert.equal(code, 1);
    assert.match(rig.status().reason ?? '', /checked out in .*tutti resume/);
    assert.equal(rig.repo.git('status', '--porcelain'), '');
    rig.repo.git('checkout', '--quiet', 'main');
    const resumed = rig.tutti(['resume']);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(rig.repo.git('show', 'tutti/plan/integration:a.txt'), 'a');
  });

  it('refuses --into a branch that is checked out dirty', () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.repo.write('README.md', 'mine\n');
    const outcome = rig.tutti(['run', 'plan.md', '--into', 'main']);
    assert.equal(outcome.code, 2);
    assert.match(outcome.stderr, /main is checked out at .* with uncommitted changes/);
  });

  it('denies and records what nobody can answer, and without a gate asks before it lands', () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.scenario({
      A1: [
        {
          steps: [
            { do: 'askPermission', tool: 'Bash', summary: 'curl evil' },
            { do: 'write', path: 'a.txt', text: 'a' },
          ],
        },
      ],
    });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    assert.equal(stateOf('A1'), 'needs-you');
    assert.match(whyOf('A1'), /curl evil/);
  });

  it('ends the agent of a runner that died, and tries again', async () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.scenario({
      A1: [{ steps: [{ do: 'hang' }] }, { steps: [{ do: 'write', path: 'a.txt', text: 'a' }] }],
    });
    const run = rig.start(['run', 'plan.md']);
    const folder = (): string => {
      const started = rig.journal().find((event) => event.type === 'runStarted');
      return join(rig.repo.folder, '.tutti', 'runs', started?.run ?? 'none', 'attempts', 'plan+A1', '1');
    };
    const agentPid = (): number => {
      const events = readLines(join(folder(), 'events.ndjson')) as readonly AttemptEvent[];
      const started = events.find((event) => event.type === 'agentStarted');
      return started?.type === 'agentStarted' ? started.pid : 0;
    };
    await until(() => agentPid() > 0, 'the agent');
    const agent = { pid: agentPid(), startTime: startTimeOf(agentPid()) ?? '' };
    const { pid } = JSON.parse(readFileSync(join(folder(), 'runner.json'), 'utf8')) as {
      readonly pid: number;
    };
    process.kill(pid, 'SIGKILL');
    const [code] = (await once(run, 'exit')) as [number | null];
    assert.equal(code, 0);
    assert.equal(isAlive(agent), false);
    assert.equal(eventsOf('attemptStarted').length, 2);
  });

  it('retries a transient failure after a back-off', () => {
    create('# P\n\n- [ ] A1 One\n');
    rig.scenario({
      A1: [
        { steps: [{ do: 'transient', message: 'overloaded' }] },
        { steps: [{ do: 'write', path: 'a.txt', text: 'a' }] },
      ],
    });
    const outcome = rig.tutti(['run', 'plan.md']);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.equal(eventsOf('retryScheduled').length, 1);
  });

  it('holds new starts when a background VERIFY fails', () => {
    create(
      '# P\n\n## Phase 1: A\n\n- [ ] A1 One\n- [ ] VERIFY 1: `false`\n\n## Phase 2: B\n\n- [ ] B1 Two (depends: A1)\n- [ ] B2 Three (depends: B1)\n',
    );
    assert.equal(rig.tutti(['run', 'plan.md']).code, 1);
    assert.equal(stateOf('VERIFY-1'), 'failed');
    assert.notEqual(stateOf('B2'), 'landed');
  });
});
