import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  elapsedMs,
  countText,
  durationText,
  minutesText,
  usdText,
  valueText,
  plural,
} from '../../../../src/shared/dashboard/quantities.ts';

describe('Quantities', () => {
  it('show durations in two units at most', () => {
    const shown = [-5, 0, 7_400, 59_600, 185_000, 3_720_000, 187_200_000].map(durationText);
    assert.deepEqual(shown, ['0s', '0s', '7s', '1m00s', '3m05s', '1h02m', '2d04h']);
  });

  it('show whole minutes where seconds would flicker', () => {
    const shown = [0, 59_999, 60_000, 239_000, 3_720_000].map(minutesText);
    assert.deepEqual(shown, ['<1m', '<1m', '1m', '3m', '1h02m']);
  });

  it('show counts in three or four digits', () => {
    assert.deepEqual([0, 999, 18_200, 999_949, 999_950, 1_300_000].map(countText), [
      '0',
      '999',
      '18.2k',
      '999.9k',
      '1.0M',
      '1.3M',
    ]);
  });

  it('show money and nouns', () => {
    assert.deepEqual([usdText(1.925), plural(1, 'task'), plural(0, 'task')], ['$1.93', '1 task', '0 tasks']);
  });

  it('measure until now what has not ended, and nothing that has not begun', () => {
    const start = '2026-11-20T14:00:00.000Z';
    const now = Date.parse('2026-11-20T14:00:09.000Z');
    assert.deepEqual(
      [
        elapsedMs(start, null, now),
        elapsedMs(start, '2026-11-20T14:00:02.000Z', now),
        elapsedMs(null, null, now),
      ],
      [9_000, 2_000, null],
    );
  });

  it('of charts have their units', () => {
    assert.deepEqual(
      [valueText(250, 'ms'), valueText(185_000, 'ms'), valueText(72.456, '%'), valueText(1.5, 'USD')],
      ['250ms', '3m05s', '72.46 %', '$1.50'],
    );
    assert.deepEqual(
      [valueText(18_200, 'tokens'), valueText(640, 'MB'), valueText(3_400, 'MB'), valueText(3, '')],
      ['18.2k', '640 MB', '3.4 GB', '3'],
    );
  });
});
