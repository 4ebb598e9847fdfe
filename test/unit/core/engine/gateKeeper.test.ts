import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { evolve, initialState } from '../../../../src/core/engine/evolve.ts';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { GateKeeper, type GateVerdict } from '../../../../src/core/engine/gateKeeper.ts';
import { failure, success } from '../../../../src/core/base/result.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { settings } from '../../../support/engine/plans.ts';
import { runUntil, settled } from '../../../support/engine/virtualClock.ts';

/** A gate keeper over ports in memory; the commits `c1`, `c2`, … hold different trees. */
class Rig {
  readonly world = new MemoryWorld();
  readonly events: RunEvent[] = [];
  readonly outputs: string[] = [];
  /** What ran, and when it was over. */
  readonly gates: string[] = [];
  keeper: GateKeeper;
  readonly #state = initialState();
  readonly #commits = new Map<number, string>();

  constructor(verification = 1) {
    this.#fold({
      type: 'runStarted',
      version: 1,
      run: 'run',
      settings: settings({ verification }),
      into: null,
    });
    this.keeper = this.#keeper();
  }

  /** As after a resume: another keeper over what the journal says. */
  resume(): void {
    this.keeper = this.#keeper();
  }

  verify(tree: number, commands = ['check'], signal = new AbortController().signal): Promise<GateVerdict> {
    const { history } = this.world;
    const oid = history.treeWith('tree-0', `t${String(tree)}`);
    const commit = this.#commits.get(tree) ?? history.commitSync(oid, ['base']);
    this.#commits.set(tree, commit);
    return this.keeper.verify({ task: 'p/1', commit, tree: oid, commands, signal });
  }

  async verdict(tree: number, commands = ['check']): Promise<GateVerdict> {
    const verdict = this.verify(tree, commands);
    await runUntil(this.world.clock, verdict);
    return verdict;
  }

  #keeper(): GateKeeper {
    return new GateKeeper({
      worktrees: this.world.worktrees,
      gates: this.world.gates,
      state: this.#state,
      record: (event) => {
        this.events.push(event);
        this.#fold(event);
      },
      onGate: (task, gate) => {
        this.gates.push(`${task} ${gate?.command ?? 'over'}`);
      },
      outputFileOf: (task, serial) => {
        const relative = `${task}-${String(serial)}`;
        this.outputs.push(relative);
        return { absolute: `/${relative}`, relative };
      },
    });
  }

  #fold(event: RunEvent): void {
    evolve(this.#state, { seq: this.#state.lastSeq + 1, at: 0, generation: 1, ...event });
  }
}

describe('the gate keeper', () => {
  it('runs each command of a gate, and writes down what came of it', async () => {
    const rig = new Rig();
    assert.deepEqual(await rig.verdict(1, ['lint', 'test']), { passed: true });
    assert.deepEqual(
      rig.events.map((event) => event.type === 'gateEnded' && [event.command, event.passed]),
      [
        ['lint', true],
        ['test', true],
      ],
    );
  });

  it('tells which command runs, and when it is over', async () => {
    const rig = new Rig();
    await rig.verdict(1, ['lint', 'test']);
    assert.deepEqual(
      rig.gates.map((said) => said.slice(said.lastIndexOf(' ') + 1)),
      ['lint', 'over', 'test', 'over'],
    );
  });

  it('does not run a command again that passed on the same tree', async () => {
    const rig = new Rig();
    await rig.verdict(1, ['lint']);
    await rig.verdict(1, ['lint', 'test']);
    await rig.verdict(2, ['lint']);
    assert.deepEqual(
      rig.world.gates.runs.map(({ command, marks }) => `${command} ${[...marks].join()}`),
      ['lint t1', 'test t1', 'lint t2'],
    );
  });

  it('runs a command again that failed, and stops at it', async () => {
    const rig = new Rig();
    rig.world.gates.passes = () => false;
    const verdict = await rig.verdict(1, ['lint', 'test']);
    assert.deepEqual(verdict, {
      passed: false,
      command: 'lint',
      reason: 'exit code 1',
      output: 'lint said so',
    });
    rig.world.gates.passes = () => true;
    assert.deepEqual(await rig.verdict(1, ['lint', 'test']), { passed: true });
    assert.equal(rig.world.gates.runs.length, 3);
  });

  it('runs as many at once as the verification limit says, each in a slot of its own', async () => {
    const rig = new Rig(2);
    const verdicts = Promise.all([rig.verify(1), rig.verify(2), rig.verify(3)]);
    await settled();
    assert.equal(rig.world.gates.atOnce, 2);
    await runUntil(rig.world.clock, verdicts);
    assert.equal(rig.world.gates.mostAtOnce, 2);
    assert.deepEqual([...rig.world.worktrees.slots.keys()].sort(), ['gate-1', 'gate-2']);
  });

  it('does not verify a tree twice for two that wait for it at once', async () => {
    const rig = new Rig(1);
    const verdicts = Promise.all([rig.verify(1), rig.verify(1)]);
    await runUntil(rig.world.clock, verdicts);
    assert.deepEqual(await verdicts, [{ passed: true }, { passed: true }]);
    assert.equal(rig.world.gates.runs.length, 1);
  });

  it('writes over no output of an earlier owner of the run', async () => {
    const rig = new Rig();
    await rig.verdict(1, ['lint', 'test']);
    rig.resume();
    await rig.verdict(2, ['lint', 'test']);
    assert.equal(new Set(rig.outputs).size, 4);
  });

  it('fails a command that passed but changed tracked files', async () => {
    const rig = new Rig();
    rig.world.worktrees.changedFiles = () => Promise.resolve(success(['snapshot.json']));
    const verdict = await rig.verdict(1);
    assert.equal(verdict.passed === false && verdict.reason, 'it changed tracked files: snapshot.json');
  });

  it('says nothing about a tree whose gate was aborted, and writes nothing down', async () => {
    const rig = new Rig();
    const abort = new AbortController();
    const verdict = rig.verify(1, ['check'], abort.signal);
    await settled();
    abort.abort();
    assert.deepEqual(await verdict, { passed: null, reason: 'aborted' });
    assert.deepEqual(rig.events, []);
    assert.deepEqual(await rig.verdict(1), { passed: true });
  });

  it('says nothing about a tree whose gate was aborted while its slot was made ready', async () => {
    const rig = new Rig();
    rig.world.worktrees.refuse = () => ({ reason: 'aborted', message: 'git checkout was aborted' });
    assert.deepEqual(await rig.verdict(1), { passed: null, reason: 'aborted' });
  });

  it('does not pass a command when nobody can tell whether it changed tracked files', async () => {
    const rig = new Rig();
    rig.world.worktrees.changedFiles = () =>
      Promise.resolve(failure({ reason: 'git-failed', message: 'git status failed' }));
    assert.deepEqual(await rig.verdict(1), { passed: null, reason: 'git status failed' });
    assert.deepEqual(rig.events, []);
  });

  it('tells a setup that fails from a gate that could not run', async () => {
    const rig = new Rig();
    const setup = {
      reason: 'setup-failed',
      message: 'setup failed',
      command: 'npm ci',
      output: 'no',
    } as const;
    rig.world.worktrees.refuse = () => setup;
    assert.deepEqual(await rig.verdict(1), {
      passed: false,
      command: 'npm ci',
      reason: 'setup failed',
      output: 'no',
    });
    rig.world.worktrees.refuse = () => ({ reason: 'git-failed', message: 'no space' });
    assert.deepEqual(await rig.verdict(1), { passed: null, reason: 'no space' });
  });
});
