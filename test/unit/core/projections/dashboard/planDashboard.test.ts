import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { EstimateBook } from '../../../../../src/core/engine/estimates.ts';
import { checkPlan } from '../../../../../src/core/graph/checkPlan.ts';
import { planDashboard } from '../../../../../src/core/projections/dashboard/planDashboard.ts';
import { plan, settings, task } from '../../../../support/engine/plans.ts';

const text = `# Login

## Phase 1: Ground

- [x] 1.1 Schema
- [ ] 1.2 Endpoint
  - depends: 1.1

## Phase 2: Top

- [ ] 2.1 Form
`;

describe('the dashboard of a plan before its first run', () => {
  const checked = checkPlan(text, { path: 'plans/login.md' });

  it('shows its order with what is ticked, and that nothing runs', () => {
    const { header, structure, tasks, forecast } = planDashboard([checked], null, 0);
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
    const played = { plan: run, settings: settings(), book: new EstimateBook() };
    const { forecast } = planDashboard([{ ...checked, played }], null, 1_000);
    assert.equal(forecast?.wallMs.expected, 120_000);
    assert.equal(forecast.tasks[1]?.startAt, 61_000);
  });

  it('of no plans is empty', () => {
    const { header, tasks } = planDashboard([], null, 0);
    assert.deepEqual([header.controls, tasks], [[], []]);
  });
});
