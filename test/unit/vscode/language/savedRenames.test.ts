import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { refusedRename, savedRenames } from '../../../../src/vscode/language/savedRenames.ts';

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

  it('says what follows where the run refuses it, and how to mend that', () => {
    assert.equal(
      refusedRename({ from: '2.3', to: '2.4' }, '2.3 is running: rename it when that is over'),
      'The run did not rename 2.3 (2.3 is running: rename it when that is over): to it, 2.4 is another task, which starts anew. To go on with 2.3, undo the rename and save.',
    );
  });

  it('gives a new name to one task, and none that was there', () => {
    assert.equal(saved('A>B', { before: 'A B', now: 'B' }), '');
    assert.equal(saved('A>C B>C', { before: 'A B', now: 'C' }), 'A>C');
  });
});
