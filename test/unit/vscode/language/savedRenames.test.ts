import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { savedRenames } from '../../../../src/vscode/language/savedRenames.ts';

/** `made` and the result as "A>B C>D", ids as "A B". */
function saved(made: string, { before, now }: { before: string; now: string }): string {
  const renamings = made.split(' ').map((one) => {
    const [from = '', to = ''] = one.split('>');
    return { from, to };
  });
  return savedRenames(renamings, new Set(before.split(' ')), new Set(now.split(' ')))
    .map(({ from, to }) => `${from}>${to}`)
    .join(' ');
}

describe('A save of a plan in which tasks were renamed', () => {
  it('renames what has another name in the saved text', () => {
    assert.equal(saved('A>B', { before: 'A X', now: 'B X' }), 'A>B');
    assert.equal(saved('A>B C>D', { before: 'A C', now: 'B D' }), 'A>B C>D');
  });

  it('renames nothing that was undone before, or whose task is gone', () => {
    assert.equal(saved('A>B', { before: 'A X', now: 'A X' }), '');
    assert.equal(saved('A>B', { before: 'A X', now: 'X' }), '');
  });

  it('takes a rename back that was saved, and undone after that', () => {
    assert.equal(saved('A>B', { before: 'B X', now: 'A X' }), 'B>A');
  });

  it('knows a task by its last name when it was renamed twice', () => {
    assert.equal(saved('A>B B>C', { before: 'A', now: 'C' }), 'A>C');
    assert.equal(saved('A>B B>C', { before: 'A', now: 'B' }), 'A>B');
    assert.equal(saved('A>B B>C', { before: 'C', now: 'A' }), 'C>A');
  });

  it('gives a new name to one task, and none that was there', () => {
    assert.equal(saved('A>B', { before: 'A B', now: 'B' }), '');
    assert.equal(saved('A>C B>C', { before: 'A B', now: 'C' }), 'A>C');
  });
});
