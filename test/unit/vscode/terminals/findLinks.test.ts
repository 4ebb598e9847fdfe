import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findLinks } from '../../../../src/vscode/terminals/findLinks.ts';

const known = {
  tasks: new Set(['2', '2.1', 'T003', 'login-2']),
  branches: new Map([['tutti/auth/2.1-login', '2.1']]),
};

function textsIn(line: string): readonly (readonly [string, string])[] {
  return findLinks(line, known).map(({ startIndex, length, target }) => [
    target.kind,
    line.slice(startIndex, startIndex + length),
  ]);
}

describe('links in the terminal of an agent', () => {
  it('lead to tasks of the plan by their ids', () => {
    assert.deepEqual(textsIn('2.1, T003 and (login-2).'), [
      ['task', '2.1'],
      ['task', 'T003'],
      ['task', 'login-2'],
    ]);
  });

  it('pass over numbers, versions and parts of paths', () => {
    assert.deepEqual(textsIn('2 of 3 pass; v2.1.4, 2.1.4, a/2.1/b, x-2.1, 12.1, 2.10'), []);
  });

  it('lead to what a task changed by its branch, and to the way to go on', () => {
    assert.deepEqual(textsIn('see tutti/auth/2.1-login; `tutti resume` goes on; tutti/auth/9-other'), [
      ['branch', 'tutti/auth/2.1-login'],
      ['resume', 'tutti resume'],
    ]);
  });

  it('are not looked for in a line that is too long to be words', () => {
    assert.deepEqual(textsIn(`2.1 ${'x'.repeat(2_000)}`), []);
  });
});
