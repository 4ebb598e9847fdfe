import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parsePsList } from '../../../../src/adapters/process/descendants.ts';
import { parsePsStart } from '../../../../src/adapters/process/identity.ts';

describe('reading the output of ps', () => {
  it('gives the same start time for a process alone and in the list', () => {
    const start = parsePsStart('Ss   Fri Nov  6 09:05:01 2026\n');
    assert.equal(start, 'Fri Nov 6 09:05:01 2026');
    assert.deepEqual(parsePsList('  77     1 Ss   Fri Nov  6 09:05:01 2026    \n'), [
      { pid: 77, parent: 1, startTime: start },
    ]);
  });

  it('leaves zombies and empty lines out', () => {
    assert.equal(parsePsStart('Z+ Fri Nov  6 09:05:01 2026'), null);
    assert.equal(parsePsStart(''), null);
    assert.deepEqual(parsePsList('  77     1 Z    Fri Nov  6 09:05:01 2026\n\n'), []);
  });
});
