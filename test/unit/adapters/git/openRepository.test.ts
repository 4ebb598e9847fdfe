import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readVersion } from '../../../../src/adapters/git/openRepository.ts';

describe('readVersion', () => {
  it('reads what the builds of git call themselves, and knows which are too old', () => {
    const versions = [
      'git version 2.38.0',
      'git version 2.39.5 (Apple Git-154)',
      'git version 2.44.0.windows.1',
      'git version 3.0.0-rc1',
      'git version 2.37.9',
      'git version 1.99.0',
      'nonsense',
    ].map(readVersion);
    assert.deepEqual(
      versions.map(({ text, ok }) => `${text} ${String(ok)}`),
      [
        '2.38.0 true',
        '2.39.5 true',
        '2.44.0 true',
        '3.0.0 true',
        '2.37.9 false',
        '1.99.0 false',
        'nonsense false',
      ],
    );
  });
});
