import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDuration } from '../../../../src/core/base/duration.ts';

describe('parseDuration', () => {
  it('reads a number and a unit as milliseconds', () => {
    assert.deepEqual(
      ['250ms', '90s', '60m', '1.5h', '2 d', ' 5s '].map(parseDuration),
      [250, 90_000, 3_600_000, 5_400_000, 172_800_000, 5_000],
    );
  });

  it('refuses what has no unit, a foreign one or a sign', () => {
    assert.deepEqual(['60', '5 weeks', '-5s', '', 's', '1h30m'].map(parseDuration), Array(6).fill(null));
  });
});
