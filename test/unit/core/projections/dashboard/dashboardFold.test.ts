import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { DashboardView } from '../../../../../src/shared/dashboard/view.ts';
import type { RunStatus } from '../../../../../src/shared/status.ts';
import type { JournalEvent } from '../../../../../src/core/engine/events.ts';
import { DashboardFold } from '../../../../../src/core/projections/dashboard/dashboardFold.ts';
import { foretell, toReport } from '../../../../../src/core/projections/report.ts';
import { ShownRun } from '../../../../support/dashboardOf.ts';
import { attempted, conflicted, landed, launched } from '../../../../support/engine/episodes.ts';
import { Story } from '../../../../support/engine/journal.ts';
import { plan, settings, task } from '../../../../support/engine/plans.ts';
import { readRecording } from '../../../../support/engine/recordedRuns.ts';
import { pastAttempt } from '../../../../support/pastAttempt.ts';

function figure(view: DashboardView, id: string): string | null {
  return view.metrics.figures.find((one) => one.id === id)?.value ?? null;
}

function lastOf(view: DashboardView, chart: string): number | null {
  return view.metrics.charts.find(({ id }) => id === chart)?.series[0]?.values.at(-1) ?? null;
}

describe('the dashboard of a run', () => {
  it('refuses a journal with a gap, and says which event is missing', () => {
    const fold = new DashboardFold();
    const [first, , third] = readRecording('two-phases');
    fold.take(first as JournalEvent);
    assert.throws(() => fold.take(third as JournalEvent), {
      name: 'UserError',
      message:
        "The journal of run 20261120-140000-p has a gap: event 2 is missing, so what happened can't be shown.",
    });
  });

  it('refuses a journal of a newer version, and says what to do', () => {
    const [first] = readRecording('two-phases');
    assert.throws(() => new DashboardFold().take({ ...first, version: 99 } as JournalEvent), {
      name: 'UserError',
      message: /was written by a newer Tutti: update to look at this run/,
    });
  });

  it('takes each event once', () => {
    const run = new ShownRun().take(...readRecording('two-phases'));
    const before = run.view();
    for (const event of readRecording('two-phases')) run.fold.take(event);
    assert.equal(run.view(), before);
  });

  it('of nothing, and of a plan without tasks, is empty', () => {
    assert.deepEqual(new ShownRun().view(0).tasks, []);
    const run = new ShownRun().take(...new Story([plan([])]).journal);
    const { tasks, timeline, structure, metrics } = run.view(0);
    assert.deepEqual([tasks, timeline, structure.nodes], [[], [], []]);
    assert.ok(metrics.figures.every(({ value, note }) => value !== null || note?.startsWith('no data: ')));
    assert.ok(metrics.charts.every(({ series, note }) => series.length > 0 || note?.startsWith('no data: ')));
  });

  it('tells the orders of a run apart, also when each is the first that its fold shows', () => {
    const versionOf = (...ids: readonly string[]): number => {
      const { journal } = new Story([plan(ids.map((id) => task(id)))]);
      return new ShownRun().take(...journal).view(0).structure.version;
    };
    assert.equal(versionOf('1', '2'), versionOf('1', '2'));
    assert.notEqual(versionOf('1', '2'), versionOf('1', '2', '3'));
  });

  it('has the same numbers as the status and the report', () => {
    for (const name of ['two-phases', 'troubles', 'stopped-and-resumed']) {
      const run = new ShownRun().take(...readRecording(name));
      const view = run.view();
      const { totals, plans, tasks } = run.status();
      assert.equal(view.header.tokens, totals.tokens);
      assert.equal(lastOf(view, 'tokens'), totals.tokens);
      assert.equal(
        view.tasks.reduce((all, card) => all + card.tokens, 0),
        totals.tokens,
      );
      assert.equal(lastOf(view, 'cost'), totals.costUsd);
      assert.equal(view.header.landed, plans[0]?.landed);
      assert.equal(lastOf(view, 'landed'), plans[0]?.landed);
      assert.equal(
        Object.values(view.header.counts).reduce((all, count) => all + count, 0),
        tasks.length,
      );
      const report = toReport(run.status(), {
        state: run.state,
        decisions: [],
        ...foretell(run.state, 0, []),
      });
      assert.match(report, new RegExp(`; ${String(totals.tokens)} tokens`));
      const factor = /: ([\d.]+) times as long as the run/.exec(report)?.[1];
      assert.equal(figure(view, 'speedup'), `${String(factor)} times`);
    }
  });

  it('compares a run with those before it only', () => {
    const run = new ShownRun().take(...readRecording('two-phases'));
    const attempts = (id: string) => [1, 2].map((task) => pastAttempt({ run: id, task: String(task) }));
    run.past = [...attempts('0'), ...run.history];
    const before = run.view();
    run.past = [...run.past, ...attempts('z')];
    assert.deepEqual(run.view().metrics, before.metrics);
  });

  it('keeps the rows of tasks that an event does not touch', () => {
    const story = new Story([plan([task('1'), task('2'), task('3')])], settings({ run: 2 }));
    story.then();
    const run = new ShownRun().take(...story.journal);
    const before = run.view();
    const known = story.journal.length;
    story.at(1_000).given(...attempted('1'));
    const after = run.take(...story.journal.slice(known)).view();
    assert.notEqual(after.tasks[0], before.tasks[0]);
    assert.equal(after.tasks[1], before.tasks[1]);
    assert.equal(after.structure, before.structure);
  });

  it('follows a task that gets another id, with its past', () => {
    const story = new Story([plan([task('1'), task('2')], ['1 > 2'])]);
    story.then();
    story.at(5_000).given(...attempted('1'));
    story.then();
    story.at(6_000).given(landed('1'), { type: 'taskRenamed', plan: 'p', from: '1', to: 'login' });
    const { structure, tasks, timeline } = new ShownRun().take(...story.journal).view(6_000);
    assert.deepEqual(structure.edges, [{ from: 'p/login', to: 'p/2', why: 'depends' }]);
    assert.deepEqual(
      tasks.map(({ ref }) => ref),
      ['p/login', 'p/2'],
    );
    assert.equal(timeline[0]?.ref, 'p/login');
  });

  it('ends all clocks of a run whose owner was killed when it was last heard of', () => {
    const story = new Story([plan([task('1')])]);
    story.then();
    story.at(5_000).given(launched('1'));
    const run = new ShownRun().take(...story.journal);
    assert.notEqual(run.view(7_000).forecast, null);
    const facts = run.facts(8_000);
    const killed: RunStatus = { ...run.status(6_000), state: 'stopped', reason: 'its process is gone' };
    const { header, forecast, timeline, phases } = run.fold.view({ ...facts, status: killed });
    assert.deepEqual([header.endedAt, forecast], [6_000, null]);
    assert.deepEqual(
      timeline[0]?.spans.map(({ kind, from, to }) => [kind, from, to]),
      [
        ['setup', 0, 5_000],
        ['running', 5_000, 6_000],
      ],
    );
    assert.equal(phases[0]?.actualMs, 6_000);
    assert.equal(run.view(9_000).header.endedAt, null);
  });

  it('counts as errors what the trend over runs does, and conflicts beside those predicted', () => {
    const story = new Story([plan([task('1'), task('2')])], settings({ run: 2 }));
    story.then();
    story.at(5_000).given(...attempted('1'), ...attempted('2', { outcome: 'failed', reason: 'broken' }));
    story.then();
    story.given(conflicted('1'));
    const run = new ShownRun().take(...story.journal);
    run.past = run.history;
    const view = run.view();
    assert.equal(figure(view, 'errors'), '50 %');
    assert.equal(lastOf(view, 'trend-errors'), 50);
    assert.equal(figure(view, 'conflicts'), '1 came, 0 pairs predicted');
  });

  it('has the longest path by the plan, and that of what is left', () => {
    const story = new Story([plan([task('1', { estimateMs: 180_000 }), task('2'), task('3')], ['2 > 3'])]);
    const run = new ShownRun().take(...story.journal);
    const { structure, forecast } = run.view(0);
    assert.deepEqual([structure.criticalPath, forecast?.criticalPath], [['p/1'], ['p/1']]);
    const known = story.journal.length;
    story.given({ type: 'taskCancelled', task: 'p/1' });
    const after = run.take(...story.journal.slice(known)).view(600_000);
    assert.equal(after.structure, structure);
    assert.deepEqual(after.forecast?.criticalPath, ['p/2', 'p/3']);
  });

  it('shows what people wrote as it is', () => {
    const title = '<img onerror=alert(1)>\u202e\u0007';
    const run = new ShownRun().take(...new Story([plan([task('1', { title })])]).journal);
    assert.equal(run.view(0).structure.nodes[0]?.title, title);
  });

  it('tells in detail what one task went through, and what can be done with it', () => {
    const run = new ShownRun().take(...readRecording('two-phases'));
    const detail = run.fold.detail('p/1.1', run.facts());
    assert.deepEqual(
      detail?.attempts.map(({ cause, state }) => [cause, state]),
      [
        ['first', 'gate-failed'],
        ['repair', 'landed'],
      ],
    );
    assert.deepEqual(detail.actions, ['showChanges', 'showTranscript', 'revealInPlan']);
    assert.ok(detail.activity.every(({ task: ref }) => ref === 'p/1.1'));
    assert.equal(run.fold.detail('p/nothing', run.facts()), null);
  });

  it('offers an answer to a question, leave to all else that waits for a person, and says to which request', () => {
    const asked = (kind: 'question' | 'permission') => {
      const need = { kind, message: 'Which port?', request: 'q' };
      const story = new Story([plan([task('1')])]).given(
        { type: 'attemptStarted', task: 'p/1', attempt: 1, cause: 'first', slot: 's' },
        launched('1'),
        { type: 'personNeeded', task: 'p/1', need },
      );
      const run = new ShownRun().take(...story.journal);
      const { request, actions = [] } = run.fold.detail('p/1', run.facts()) ?? {};
      const answers = actions.filter((action) => ['approve', 'deny', 'answer'].includes(action));
      assert.equal(typeof request, 'string');
      return answers;
    };
    assert.deepEqual(asked('question'), ['answer']);
    assert.deepEqual(asked('permission'), ['approve', 'deny']);
  });
});
