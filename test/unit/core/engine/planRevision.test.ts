import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { buildRunPlan } from '../../../../src/core/engine/buildRunPlan.ts';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { PlanRevision } from '../../../../src/core/engine/planRevision.ts';
import type { RunPlan } from '../../../../src/core/engine/runPlan.ts';
import { attempted, landed } from '../../../support/engine/episodes.ts';
import { foldAgain, Story } from '../../../support/engine/journal.ts';
import { picture } from '../../../support/engine/picture.ts';
import { agent, settings, task } from '../../../support/engine/plans.ts';
import { refusal, steering } from '../../../support/engine/steering.ts';
import { checked } from '../../../support/planText.ts';

const twoPhases = [
  '# P',
  '',
  '## Phase 1: First',
  '- [ ] 1.1 One',
  '- [ ] 1.2 Two',
  '## Phase 2: Second',
  '- [ ] 2.1 Three',
  '- [ ] 2.2 Four (depends: 1.1)',
];

/** As the app makes it of a file named `p.md`. */
function planOf(lines: readonly string[]): RunPlan {
  const { plan, graph } = checked(lines);
  assert.deepEqual(plan.diagnostics, []);
  return buildRunPlan({ ...plan, name: 'p' }, graph, {
    integrationBranch: 'tutti/p/integration',
    base: 'base',
    head: 'base',
    landedBefore: new Map(),
    verify: ['check'],
    retries: 2,
    limits: task('x').limits,
    serializeOverlaps: true,
    defaultPool: 'default',
    agentOf: (name) => agent({ name: name ?? 'stand-in' }),
    forcedAgent: null,
  });
}

function edit(story: Story, lines: readonly string[]): readonly RunEvent[] {
  const events = new PlanRevision().revise(story.state, planOf(lines));
  story.given(...events);
  return events;
}

function states(story: Story): readonly string[] {
  return [...story.state.nodes.values()]
    .filter(({ spec }) => spec.kind !== 'barrier')
    .map(({ spec, status }) => `${spec.id} ${status.name}`);
}

describe('a plan that is edited while it runs', () => {
  it('leads to no event when nothing that matters has changed', () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    assert.deepEqual(edit(story, [...twoPhases, '', '']), []);
  });

  it('holds the second phase up with what joins the first', () => {
    const story = new Story([planOf(twoPhases)], settings());
    story.then();
    story.given(...attempted('1.1')).then();
    story.given(landed('1.1')).then();
    edit(story, twoPhases.toSpliced(5, 0, '- [ ] 1.3 New'));
    story.given(...attempted('1.2')).then();
    story.given(landed('1.2')).then();
    assert.equal(story.status('2.1'), 'pending');
    story.given(...attempted('1.3')).then();
    story.given(landed('1.3')).then();
    assert.equal(story.status('2.1'), 'preparing');
  });

  it('starts what waits for nothing any more', () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    edit(story, twoPhases.with(6, '- [ ] 2.1 Three (depends: none)'));
    story.then();
    assert.deepEqual(states(story), ['1.1 preparing', '1.2 preparing', '2.1 preparing', '2.2 pending']);
  });

  it('lets go of what was blocked by a task that it does not wait for any more', () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    story.given({ type: 'taskFailed', task: 'p/1.1', reason: 'no' });
    assert.deepEqual(states(story).slice(2), ['2.1 blocked', '2.2 blocked']);
    edit(story, twoPhases.with(7, '- [ ] 2.2 Four (depends: 1.2)'));
    assert.deepEqual(states(story).slice(2), ['2.1 blocked', '2.2 pending']);
  });

  it('counts a task as done whose box is ticked before it starts, and only then', () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    edit(story, twoPhases.with(3, '- [x] 1.1 One').with(7, '- [x] 2.2 Four (depends: 1.1)'));
    assert.deepEqual(states(story), ['1.1 preparing', '1.2 preparing', '2.1 pending', '2.2 landed']);
    edit(story, twoPhases);
    assert.deepEqual(states(story).at(-1), '2.2 pending');
  });

  it('keeps what a person decided of a task', async () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    await steering(story).command({ type: 'skip', task: '2.2' });
    edit(story, twoPhases.with(7, '- [ ] 2.2 Another title (depends: 1.1)'));
    assert.equal(story.status('2.2'), 'skipped');
  });

  it('tells once of a task at work that the file says something else about', () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    const revision = new PlanRevision();
    const fresh = planOf(twoPhases.with(3, '- [ ] 1.1 One and a half'));
    const first = revision.revise(story.state, fresh);
    assert.deepEqual(
      first.map((event) => event.type === 'decisionMade' && [event.task, event.what]),
      [['p/1.1', 'goes on as it was']],
    );
    assert.deepEqual(revision.revise(story.state, fresh), []);
  });
});

describe('a task that gets another id', () => {
  it('keeps its state, its history and its place', async () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    story.given(...attempted('1.1')).then();
    story.given(landed('1.1')).then();
    const { command } = steering(story);
    await command({ type: 'renameTask', plan: 'p', from: '1.1', to: '1.0' });
    await command({ type: 'renameTask', plan: 'p', from: '2.1', to: '2.0' });
    assert.equal(story.status('1.0'), 'landed');
    assert.equal(story.state.nodes.get('p/1.0')?.attempts[0]?.ref, 'p/1.1');
    const lines = twoPhases
      .with(3, '- [ ] 1.0 One')
      .with(6, '- [ ] 2.0 Three')
      .with(7, '- [ ] 2.2 Four (depends: 1.0)');
    const [event] = edit(story, lines);
    // Its branch is named after it.
    assert.deepEqual(event?.type === 'planChanged' && event.changed.map(({ id }) => id), ['2.0']);
    story.then();
    story.given(...attempted('1.2')).then();
    story.given(landed('1.2')).then();
    assert.equal(story.status('2.0'), 'preparing');
    assert.deepEqual(picture(foldAgain(story.journal)), picture(story.state));
  });

  it('has to wait while its agent works, and must not take the id of another', async () => {
    const story = new Story([planOf(twoPhases)]);
    story.then();
    const { command } = steering(story);
    const busy = await refusal(command({ type: 'renameTask', plan: 'p', from: '1.1', to: '1.9' }));
    assert.match(busy ?? '', /1\.1 is preparing/);
    const taken = await refusal(command({ type: 'renameTask', plan: 'p', from: '2.1', to: '2.2' }));
    assert.match(taken ?? '', /has a task 2\.2 already/);
    const gone = await refusal(command({ type: 'renameTask', plan: 'p', from: '9', to: '2.9' }));
    assert.match(gone ?? '', /no task 9/);
  });
});
