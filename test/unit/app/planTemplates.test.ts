import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planTemplates } from '../../../src/app/planTemplates.ts';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';

describe('The templates of plans', () => {
  for (const { label, text } of planTemplates) {
    for (const verify of ['npm test', null]) {
      it(`${label} is a plan without a problem, ${verify === null ? 'without' : 'with'} a test command`, () => {
        const { plan } = checkPlan(text({ title: 'Checkout', verify }), { path: 'plans/checkout.md' });
        assert.deepEqual(plan.diagnostics, []);
        assert.equal(plan.title, 'Checkout');
        assert.ok(plan.tasks.length >= 3);
      });
    }
  }

  it('have names of their own', () => {
    assert.equal(new Set(planTemplates.map(({ name }) => name)).size, planTemplates.length);
  });
});
