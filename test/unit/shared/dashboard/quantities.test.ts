import assert from 'node:assert/strict';
import { formatCount, formatDuration, formatUsd } from '../../../../src/core/base/quantities.ts';
import { countText, durationText, usdText, valueText } from '../../../../src/shared/dashboard/quantities.ts';

describe('quantities of the dashboard', () => {
  it('are written as the command line writes them', () => {
    for (const value of [-5, 0, 499, 7_000, 59_499, 185_000, 3_720_000, 187_200_000]) {
      assert.equal(durationText(value), formatDuration(value));
      assert.equal(countText(value), formatCount(value));
      assert.equal(usdText(value / 100), formatUsd(value / 100));
    }
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
