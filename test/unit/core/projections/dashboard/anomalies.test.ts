import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { anomaliesOf } from '../../../../../src/core/projections/dashboard/anomalies.ts';
import { RunSamples } from '../../../../../src/core/projections/dashboard/runSamples.ts';

/** Attempts of one agent that took so many minutes. */
function attempts(...minutes: readonly number[]): RunSamples {
  const samples = new RunSamples();
  for (const [index, value] of minutes.entries()) {
    samples.attempts.push({
      ref: `p/${String(index + 1)}`,
      attempt: 1,
      agent: 'claude',
      outcome: 'finished',
      at: index,
      durationMs: value * 60_000,
      costUsd: null,
      contextUsed: null,
    });
  }
  return samples;
}

describe('anomalies', () => {
  it('are what lies more than 3.5 scaled MADs above the median of its kind', () => {
    // Median 10, MAD 1: the bound is 15.2.
    assert.deepEqual(anomaliesOf({ samples: attempts(9, 9, 10, 10, 10, 11, 11, 15), past: [] }), []);
    assert.deepEqual(anomaliesOf({ samples: attempts(9, 9, 10, 10, 11, 11, 9, 16), past: [] }), [
      'attempt 1 of 8 took 16m00s; the median of 8 attempts of claude is 10m00s',
    ]);
  });

  it('are not looked for in fewer than 8 values', () => {
    assert.deepEqual(anomaliesOf({ samples: attempts(9, 9, 10, 10, 11, 11, 160), past: [] }), []);
  });
});
