import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EstimateBook } from '../../../../../src/core/engine/estimates.ts';
import { forecast } from '../../../../../src/core/engine/forecast.ts';
import { checkPlan } from '../../../../../src/core/graph/checkPlan.ts';
import {
  planDashboard,
  type PlanFacts,
} from '../../../../../src/core/projections/dashboard/planDashboard.ts';
import { plan, settings, task } from '../../../../support/engine/plans.ts';
import { pastAttempt } from '../../../../support/pastAttempt.ts';

const text = `# Login

## Phase 1: Ground

- [x] 1.1 Schema
- [ ] 1.2 Endpoint
  - depends: 1.1

## Phase 2: Top

- [ ] 2.1 Form
`;

const nothing: PlanFacts = { now: 0, ahead: null, past: [] };

describe('the dashboard of a plan before its first run', () => {
  const checked = checkPlan(text, { path: 'plans/login.md' });

  it('shows its order with what is ticked, and that nothing runs', () => {
    const { header, structure, tasks, forecast } = planDashboard([checked], nothing);
    assert.deepEqual([header.state, header.landed, header.total, header.controls], ['idle', 1, 3, ['run']]);
    assert.deepEqual(
      structure.phases.map(({ ref, title }) => [ref, title]),
      [
        ['login/1', 'Ground'],
        ['login/2', 'Top'],
      ],
    );
    assert.deepEqual(
      tasks.map(({ ref, state, blockers }) => [ref, state, blockers]),
      [
        ['login/1.1', 'landed', []],
        ['login/1.2', 'ready', []],
        ['login/2.1', 'pending', ['login/1.2']],
      ],
    );
    assert.equal(forecast, null);
  });

  it('has a forecast when it is known how it would be played', () => {
    const run = plan([task('1.2', { phase: '1' }), task('2.1', { phase: '2' })], ['1.2 > 2.1']);
    const ahead = { plans: [run], book: new EstimateBook(), forecast: forecast([run], settings()) };
    const view = planDashboard([checked], { now: 1_000, ahead, past: [] });
    assert.equal(view.forecast?.wallMs.expected, 120_000);
    assert.equal(view.forecast.tasks[1]?.startAt, 61_000);
    assert.deepEqual(view.phases, [
      { phase: 'login/1', plannedMs: 60_000, actualMs: 0 },
      { phase: 'login/2', plannedMs: 60_000, actualMs: 0 },
    ]);
  });

  it('tells how earlier runs went', () => {
    const past = [
      pastAttempt({ run: 'one', durationMs: 1_000 }),
      pastAttempt({ run: 'two', durationMs: 3_000 }),
    ];
    const { metrics } = planDashboard([checked], { ...nothing, past });
    assert.deepEqual(
      metrics.charts.find(({ id }) => id === 'trend-attempts')?.series.map(({ values }) => values[1]),
      [3_000, 3_000],
    );
    assert.deepEqual(
      metrics.figures.map(({ value, note }) => [value, note]),
      [
        ['2 runs', 'with 2 attempts'],
        ['2s (p50), 3s (p90)', 'of all agents, in earlier runs'],
      ],
    );
  });

  it('keeps what an edit left as it was', () => {
    const before = planDashboard([checked], nothing);
    const again = checkPlan(text, { path: 'plans/login.md' });
    assert.equal(planDashboard([again], nothing, before), before);
    const edited = checkPlan(text.replace('- [ ] 1.2 Endpoint', '- [x] 1.2 Endpoint'), {
      path: 'plans/login.md',
    });
    const after = planDashboard([edited], nothing, before);
    assert.notEqual(after.tasks[1], before.tasks[1]);
    assert.deepEqual([after.tasks[0] === before.tasks[0], after.metrics === before.metrics], [true, true]);
    const renamed = checkPlan(text.replace('2.1 Form', '2.1 Page'), { path: 'plans/login.md' });
    const { structure } = planDashboard([renamed], nothing, before);
    assert.notEqual(structure.version, before.structure.version);
    assert.equal(structure.edges, before.structure.edges);
  });

  it('has the same version for the same order, whatever was shown before, and another for another one', () => {
    const versionOf = (shown: string): number =>
      planDashboard([checkPlan(shown, { path: 'plans/login.md' })], nothing).structure.version;
    assert.equal(versionOf(text), versionOf(text));
    assert.notEqual(versionOf(text), versionOf(text.replace('2.1 Form', '2.1 Page')));
  });

  it('of no plans is empty', () => {
    const { header, tasks } = planDashboard([], nothing);
    assert.deepEqual([header.controls, tasks], [[], []]);
  });
});
