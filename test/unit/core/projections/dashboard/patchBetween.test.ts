import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { patchBetween } from '../../../../../src/core/projections/dashboard/patchBetween.ts';
import { applyPatch } from '../../../../../src/shared/dashboard/applyPatch.ts';
import type { DashboardView } from '../../../../../src/shared/dashboard/view.ts';
import { dashboardView } from '../../../../support/dashboardView.ts';

describe('what a patch says of the metrics', () => {
  const before = dashboardView(12);
  const { charts } = before.metrics;

  function withMetrics(metrics: Partial<DashboardView['metrics']>): DashboardView {
    return { ...before, metrics: { ...structuredClone(before.metrics), ...metrics } };
  }

  it('is nothing when they were made anew and are the same', () => {
    assert.equal(patchBetween(before, withMetrics({})), null);
  });

  it('is the charts that have changed, come, gone or moved', () => {
    const [first, second, ...rest] = charts;
    const changed = { ...first!, note: 'another' };
    const added = { ...first!, id: 'added' };
    const after = withMetrics({ charts: [added, ...structuredClone(rest), changed] });
    const patch = patchBetween(before, after);
    assert.deepEqual(
      patch?.metrics?.charts.map(({ id }) => id),
      ['added', first!.id],
    );
    const shown = applyPatch(before, patch);
    assert.deepEqual(shown, after);
    assert.equal(shown.metrics.charts[1], rest[0]);
    assert.equal(
      shown.metrics.charts.some(({ id }) => id === second!.id),
      false,
    );
  });

  it('is no chart when only a figure has changed', () => {
    const figures = before.metrics.figures.map((figure) => ({ ...figure, value: '7' }));
    const after = withMetrics({ figures });
    const patch = patchBetween(before, after);
    assert.deepEqual(patch?.metrics?.charts, []);
    assert.deepEqual(applyPatch(before, patch), after);
  });
});
