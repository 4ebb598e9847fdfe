import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { trendCharts } from '../../../../../src/core/projections/dashboard/trendCharts.ts';
import { pastAttempt } from '../../../../support/pastAttempt.ts';

describe('the trend over runs', () => {
  const charts = trendCharts([
    pastAttempt({ run: 'one', gateMs: 2_000, startedAt: '2026-11-20T14:15:00.000Z', durationMs: 4_000 }),
    pastAttempt({ run: 'two', startedAt: '2026-11-21T10:00:00.000Z', durationMs: 4_000 }),
    pastAttempt({
      run: 'two',
      attempt: 2,
      cause: 'conflict',
      startedAt: '2026-11-21T10:00:10.000Z',
      durationMs: 5_000,
    }),
    pastAttempt({ run: 'two', task: '2', cause: 'repair', outcome: 'failed' }),
  ]);

  function valuesOf(chart: string, label = 'p50'): readonly (number | null)[] | undefined {
    return charts.find(({ id }) => id === chart)?.series.find((one) => one.label === label)?.values;
  }

  it('has task times over all attempts, of what was finished', () => {
    assert.deepEqual(valuesOf('trend-responses'), [4_000, 15_000]);
  });

  it('counts what was finished by the time in which agents worked, not by that in which a run lay still', () => {
    const morning = pastAttempt({ startedAt: '2026-11-20T08:00:00.000Z', durationMs: 1_800_000 });
    const beside = pastAttempt({ task: '2', startedAt: '2026-11-20T08:15:00.000Z', durationMs: 900_000 });
    const evening = pastAttempt({ task: '3', startedAt: '2026-11-20T20:00:00.000Z', durationMs: 1_800_000 });
    const throughput = trendCharts([evening, morning, beside]).find(({ id }) => id === 'trend-throughput');
    assert.deepEqual(throughput?.series[0]?.values, [3]);
  });

  it('has gate times as far as they are known', () => {
    assert.deepEqual(valuesOf('trend-gates'), [2_000, null]);
  });

  it('has attempts after the first, and those for a conflict', () => {
    assert.deepEqual(
      [valuesOf('trend-retries', 'all'), valuesOf('trend-retries', 'conflicts')],
      [
        [0, 2],
        [0, 1],
      ],
    );
  });
});
