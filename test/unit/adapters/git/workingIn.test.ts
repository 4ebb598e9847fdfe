import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { parseLsof } from '../../../../src/adapters/git/workingIn.ts';

describe('parseLsof', () => {
  it('reads the working directory of each process', () => {
    assert.deepEqual(
      [...parseLsof('p12\nfcwd\nn/home/ada\np3456\nfcwd\nn/with space\n')],
      [
        [12, '/home/ada'],
        [3456, '/with space'],
      ],
    );
  });
});
