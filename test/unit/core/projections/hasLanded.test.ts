import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { hasLanded } from '../../../../src/core/projections/hasLanded.ts';
import { toPlanView } from '../../../../src/core/projections/planView.ts';
import type { TaskStateWord } from '../../../../src/shared/status.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';
import { authPath } from '../../../support/windowModelOf.ts';

function landed(text: string, state: TaskStateWord | null = null): boolean {
  const { plan, graph } = checkPlan(text, { path: authPath });
  return hasLanded(
    toPlanView(plan, graph, state === null ? null : statusOf([taskRow({ id: '1.1', state })])),
  );
}

describe('A plan has landed', () => {
  it('when all of its tasks are ticked, or landed in its run', () => {
    assert.equal(landed('# Auth\n- [x] 1.1 Table\n'), true);
    assert.equal(landed('# Auth\n- [ ] 1.1 Table\n', 'landed'), true);
  });

  it('not while something is left that a run would play', () => {
    assert.equal(landed('# Auth\n'), false);
    assert.equal(landed('# Auth\n- [ ] 1.1 Table\n', 'failed'), false);
    assert.equal(landed('# Auth\n- [ ] 1.1 Table\n', 'skipped'), false);
  });
});
