import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { faultOf, faultOfError } from '../../../../src/adapters/git/gitFault.ts';
import type { ProcessOutcome } from '../../../../src/adapters/process/run.ts';

const outcome: ProcessOutcome = {
  reason: 'exited',
  exitCode: 128,
  signal: null,
  stdout: '',
  stderr: '',
  truncated: false,
  durationMs: 1,
};

describe('faults of git', () => {
  it('name the command, how it ended and its last words', () => {
    const stderr = 'fatal: bad object\n';
    assert.deepEqual(faultOf(['commit-tree', 'abc'], { ...outcome, stderr }), {
      reason: 'git-failed',
      message: 'git commit-tree abc ended with exit code 128: fatal: bad object',
    });
    const killed = faultOf(['gc'], { ...outcome, exitCode: null, signal: 'SIGKILL' });
    assert.equal(killed.message, 'git gc ended with SIGKILL');
  });

  it('tell a full disk, from git and from the file system', () => {
    const stderr = 'fatal: sha1 file write error: No space left on device';
    assert.equal(faultOf(['write-tree'], { ...outcome, stderr }).reason, 'disk-full');
    assert.equal(faultOfError(Object.assign(new Error('write'), { code: 'ENOSPC' })).reason, 'disk-full');
    assert.equal(faultOfError(Object.assign(new Error('open'), { code: 'EACCES' })).reason, 'git-failed');
  });

  it('tell an abort from a failure', () => {
    assert.equal(faultOf(['log'], { ...outcome, reason: 'aborted' }).reason, 'aborted');
  });

  it('do not hide bugs', () => {
    assert.throws(() => faultOfError(new TypeError('undefined is not a function')), TypeError);
  });
});
