import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { forecastError } from '../../../support/engine/forecastError.ts';

describe('a forecast against what then happened', () => {
  it('is within 10 % where tasks take what they took before', async () => {
    const errors: number[] = [];
    for (let seed = 1; seed <= 12; seed++) errors.push(await forecastError(seed, { isKnown: true }));
    assert.ok(Math.max(...errors) < 0.1, errors.join(' '));
  });
});
