import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { closest } from '../../../../src/core/base/closest.ts';

describe('closest', () => {
  it('finds a name with a letter too few, too many, wrong or swapped', () => {
    const names = ['limits', 'verify', 'timeout'];
    assert.deepEqual(
      ['limts', 'limmits', 'limots', 'limist', 'TimeOut'].map((name) => closest(name, names)),
      ['limits', 'limits', 'limits', 'limits', 'timeout'],
    );
  });

  it('takes the nearest of several', () => {
    assert.equal(closest('1.3', ['1.2', '1.33', '2.1']), '1.2');
    assert.equal(closest('plan', ['plans', 'plain', 'plan']), 'plan');
  });

  it('takes no notice of case, leading zeros and the kind of dash', () => {
    const ids = ['1.1', '1.2', '1.6', 'T001', 'auth-3'];
    assert.deepEqual(
      ['t1', 'auth_3', 'auht-3', '1.7', 'something'].map((name) => closest(name, ids)),
      ['T001', 'auth-3', 'auth-3', '1.6', null],
    );
  });

  it('names nothing when nothing is near', () => {
    assert.equal(closest('concurrency', ['limits', 'verify']), null);
    assert.equal(closest('', ['agent']), null);
  });
});
