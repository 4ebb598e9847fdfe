import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fullPrompt } from '../../../../src/core/engine/prompt.ts';
import { nodeOf } from '../../../../src/core/engine/nodes.ts';
import { PlanRevision } from '../../../../src/core/engine/planRevision.ts';
import type { RunState } from '../../../../src/core/engine/state.ts';
import {
  attempted,
  conflicted,
  ended,
  committed,
  gateRejected,
  launched,
  landed,
} from '../../../support/engine/episodes.ts';
import { foldAgain, Story } from '../../../support/engine/journal.ts';
import { MemoryWorld } from '../../../support/engine/memoryWorld.ts';
import { picture } from '../../../support/engine/picture.ts';
import { plan, settings, task } from '../../../support/engine/plans.ts';
import { refusal, steering } from '../../../support/engine/steering.ts';
import { runUntilTrue } from '../../../support/engine/virtualClock.ts';

const two = plan([task('1'), task('2')], ['1 > 2']);

function agentOf(state: RunState, id: string): string {
  const { spec } = nodeOf(state, `p/${id}`);
  return spec.kind === 'task' ? spec.agent.name : '';
}

function attemptsOf(story: Story, id: string): readonly string[] {
  return nodeOf(story.state, `p/${id}`).attempts.map(({ agent, cause }) => `${agent} ${cause}`);
}

const review = { kind: 'review', message: 'Review it.', request: null } as const;

describe('a task that another agent is to do', () => {
  it('goes to that agent when it has not started', async () => {
    const story = new Story([two]);
    await steering(story).command({ type: 'reassign', task: '2', agent: 'north-1' });
    story.then();
    story.given(...attempted('1')).then();
    story.given(landed('1')).then();
    assert.deepEqual(attemptsOf(story, '2'), ['north-1 first']);
    assert.deepEqual(picture(foldAgain(story.journal)), picture(story.state));
  });

  it('is stopped first when its agent works: the other one builds on what it did, in a session of its own', async () => {
    const world = new MemoryWorld();
    const engine = world.begin([plan([task('1')])], settings({}, { attended: true }));
    await runUntilTrue(world.clock, () => world.workers.starts.length === 1);
    await runUntilTrue(world.clock, () => engine.state.nodes.get('p/1')?.status.name === 'running');
    await engine.handle({ id: 'r', run: 'run', at: 0, type: 'reassign', task: '1', agent: 'north-1' });
    await world.play(engine);
    const specs = world.workers.starts.map(({ spec }) => [spec.agent.name, spec.resumeSession]);
    assert.deepEqual(specs, [
      ['stand-in', null],
      ['north-1', null],
    ]);
    assert.deepEqual(
      engine.state.nodes.get('p/1')?.attempts.map(({ cause, agent }) => `${cause} ${agent}`),
      ['first stand-in', 'interrupted north-1'],
    );
    assert.deepEqual(world.landed(), ['1']);
  });

  it('gives up the limits of the agent that it had', async () => {
    const story = new Story([two], settings({ providers: { local: 1 } }));
    story.then();
    story.given(launched('1'));
    await steering(story).command({ type: 'reassign', task: '1', agent: 'north-1' });
    story.given(ended('1', { outcome: 'interrupted' }), committed('1')).then();
    const held = story.state.limits.all().filter(({ holders }) => holders.size > 0);
    assert.deepEqual(
      held.map(({ name }) => name),
      ['run', 'north'],
    );
  });

  it('keeps it when the plan is edited', async () => {
    const story = new Story([two]);
    story.then();
    await steering(story).command({ type: 'reassign', task: '2', agent: 'north-1' });
    const edited = plan([task('1'), task('2', { title: 'Another title' })], ['1 > 2']);
    story.given(...new PlanRevision().revise(story.state, edited));
    assert.equal(nodeOf(story.state, 'p/2').spec.title, 'Another title');
    assert.equal(agentOf(story.state, '2'), 'north-1');
  });

  it('is refused for an agent that is not there, and for a task that has landed', async () => {
    const story = new Story([two]);
    story.then();
    const { command } = steering(story);
    const unknown = await refusal(command({ type: 'reassign', task: '2', agent: 'nobody' }));
    assert.equal(unknown, 'there is no agent nobody');
    const busy = await refusal(command({ type: 'reassign', task: '1', agent: 'north-1' }));
    assert.match(busy ?? '', /between two steps/);
    story.given(...attempted('1'), landed('1'));
    const over = await refusal(command({ type: 'reassign', task: '1', agent: 'north-1' }));
    assert.match(over ?? '', /landed already/);
  });
});

describe('a task that a person has done by hand', () => {
  it('counts as landed, lets start what depends on it, and may be retried', async () => {
    const story = new Story([two]);
    story.then();
    story.given({ type: 'taskFailed', task: 'p/1', reason: 'no' });
    await steering(story).command({ type: 'markDone', task: '1' });
    const status = { name: 'landed', commit: null, gated: false, why: 'marked done by you' };
    assert.deepEqual(nodeOf(story.state, 'p/1').status, status);
    assert.equal(story.state.plans.get('p')?.landed, 1);
    await steering(story).command({ type: 'retry', task: '1', note: null });
    assert.deepEqual([story.status('1'), story.status('2')], ['ready', 'pending']);
    assert.equal(story.state.plans.get('p')?.landed, 0);
    await steering(story).command({ type: 'markDone', task: '1' });
    story.then();
    assert.equal(story.status('2'), 'preparing');
  });

  it('has landed when its work is on the integration branch', async () => {
    const story = new Story([two]);
    story.then();
    story.given(...attempted('1'), { type: 'taskFailed', task: 'p/1', reason: 'no' });
    const { command, history } = steering(story);
    const work = history.commitSync('tree-0', ['base']);
    history.refs.set('refs/heads/tutti/p/1', work);
    const head = history.commitSync('tree-0', [work]);
    const state = story.state.plans.get('p');
    assert.ok(state);
    state.head = head;
    await command({ type: 'markDone', task: '1' });
    const { status } = nodeOf(story.state, 'p/1');
    assert.deepEqual(status, { name: 'landed', commit: work, gated: false, why: 'marked done by you' });
  });

  it('lets its agent stop first, and keeps what that has done', async () => {
    const story = new Story([two]);
    story.then();
    story.given(launched('1'));
    const { command, sent } = steering(story);
    await command({ type: 'markDone', task: '1' });
    assert.deepEqual(sent, [{ type: 'stop', reason: 'marked done by you' }]);
    assert.equal(story.status('1'), 'running');
    story.given(ended('1', { outcome: 'interrupted' }), committed('1')).then();
    assert.equal(story.status('1'), 'landed');
    assert.equal(nodeOf(story.state, 'p/1').commit, 'work-1');
  });
});

describe('work that a person turns down', () => {
  function reviewed(): Story {
    const story = new Story([plan([task('1', { review: 'human' })])], settings({}, { attended: true }));
    story.then();
    story.given(...attempted('1')).then();
    story.given(gateRejected('1')).then();
    story.given(...attempted('1', { attempt: 2 })).then();
    return story.given({ type: 'personNeeded', task: 'p/1', need: review });
  }

  it('goes back to its agent with the note, and with nothing that was settled before', async () => {
    const story = reviewed();
    await steering(story).command({ type: 'deny', task: '1', note: 'Use the other table.' });
    story.then();
    assert.deepEqual(attemptsOf(story, '1').at(-1), 'stand-in review');
    const node = nodeOf(story.state, 'p/1');
    const prompt = fullPrompt(story.state, node, { statusFile: '/s', wisdom: '', ownChange: '' });
    assert.match(prompt, /Use the other table\./);
    assert.doesNotMatch(prompt, /gate failed/i);
    assert.equal(node.commit, 'work-1');
    assert.deepEqual(node.attempts[1]?.verdict, { kind: 'sent-back', reason: 'Use the other table.' });
  });

  it('has failed without a note', async () => {
    const story = reviewed();
    await steering(story).command({ type: 'deny', task: '1' });
    assert.equal(story.status('1'), 'failed');
  });
});

describe('a conflict that a person resolves on the branch', () => {
  it('is approved once no marker is left', async () => {
    const story = new Story([plan([task('1')])], settings({}, { attended: true }));
    story.then();
    story.given(...attempted('1')).then();
    story.given(conflicted('1')).then();
    story.given(...attempted('1', { attempt: 2 })).then();
    story.given(conflicted('1')).then();
    assert.equal(story.status('1'), 'needs-you');
    const { command, history } = steering(story);
    const tip = history.commitSync('tree-0', ['base']);
    history.refs.set('refs/heads/tutti/p/1', tip);
    history.markersIn = (tree) => (tree === tip ? ['a.ts'] : []);
    const open = await refusal(command({ type: 'approve', task: '1', forRun: false }));
    assert.match(open ?? '', /markers are still in a\.ts on tutti\/p\/1/);
    const resolved = history.commitSync('tree-0', [tip]);
    history.refs.set('refs/heads/tutti/p/1', resolved);
    await command({ type: 'approve', task: '1', forRun: false });
    assert.deepEqual([story.status('1'), nodeOf(story.state, 'p/1').commit], ['queued', resolved]);
  });
});
