import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { reasonOf, systemFault, using } from '../../../../src/core/base/systemFault.ts';
import { UserError } from '../../../../src/core/base/userError.ts';

function refusal(code: string, facts: object = {}): Error {
  return Object.assign(new Error(`${code}: refused`), { code, ...facts });
}

describe('a refusal of the system', () => {
  it('is told with what it is about, why, and what to do', () => {
    const full = systemFault(refusal('ENOSPC', { path: '/r/.tutti/lock' }));
    assert.equal(
      full?.message,
      "/r/.tutti/lock can't be used: no space is left on its disk. Make room, then try again.",
    );
    assert.equal(full.exitCode, 2);
    assert.match(systemFault(refusal('ENOSPC'))?.message ?? '', /^The system refused a file: no space/);
  });

  it('is about what its user names, where one is named', () => {
    const act = (): never => {
      throw refusal('EACCES', { path: '/r/.tutti/x.123' });
    };
    assert.throws(
      () => using('/r/.tutti', act),
      (error) => error instanceof UserError && /^\/r\/\.tutti can't be used: permission/.test(error.message),
    );
  });

  it('is no other error, and no program that can not be started', () => {
    assert.equal(systemFault(new TypeError('x is not a function')), null);
    assert.equal(systemFault(refusal('ERR_ASSERTION')), null);
    assert.equal(systemFault(refusal('ENOENT', { syscall: 'spawn git', path: 'git' })), null);
    const bug = new TypeError('x is not a function');
    const act = (): never => {
      throw bug;
    };
    assert.throws(
      () => using('/r', act),
      (error) => error === bug,
    );
  });

  it('gives its words where a reason is asked for; other errors give their own', () => {
    assert.match(reasonOf(refusal('EROFS', { path: '/r' })), /^\/r can't be used: .*read-only/);
    assert.deepEqual([reasonOf(new Error('odd')), reasonOf('text')], ['odd', 'text']);
  });
});
