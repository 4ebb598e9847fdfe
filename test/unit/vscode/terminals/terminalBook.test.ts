import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TerminalBook } from '../../../../src/vscode/terminals/terminalBook.ts';

function bookOf(...folders: readonly string[]): TerminalBook<string> {
  const book = new TerminalBook<string>();
  for (const folder of folders) book.add(folder, `terminal of ${folder}`);
  return book;
}

describe('the book of terminals', () => {
  it('knows attempt and terminal by each other, and forgets both at once', () => {
    const book = bookOf('a', 'b');
    assert.equal(book.terminalOf('a'), 'terminal of a');
    assert.equal(book.folderOf('terminal of a'), 'a');
    assert.equal(book.remove('terminal of a'), 'a');
    assert.equal(book.terminalOf('a'), null);
    assert.equal(book.folderOf('terminal of a'), null);
    assert.equal(book.remove('terminal of a'), null);
  });

  it('has one terminal an attempt: a later one takes its place', () => {
    const book = bookOf('a');
    book.add('a', 'another');
    assert.equal(book.terminalOf('a'), 'another');
    assert.equal(book.folderOf('terminal of a'), null);
    book.remove('terminal of a');
    assert.equal(book.terminalOf('a'), 'another');
  });

  it('knows further terminals of an attempt, which come and go without it', () => {
    const book = bookOf('a');
    book.addFurther('a', 'further');
    assert.equal(book.folderOf('further'), 'a');
    assert.equal(book.terminalOf('a'), 'terminal of a');
    assert.equal(book.remove('further'), 'a');
    assert.equal(book.terminalOf('a'), 'terminal of a');
  });

  it('names the oldest finished ones as too many, but not the one that is looked at', () => {
    const book = bookOf('a', 'b', 'c', 'd');
    for (const folder of ['b', 'a', 'c']) book.finish(folder);
    assert.deepEqual(book.unfinished(), ['d']);
    assert.deepEqual(book.surplus(3, undefined), []);
    assert.deepEqual(book.surplus(1, undefined), ['terminal of b', 'terminal of a']);
    assert.deepEqual(book.surplus(0, 'terminal of a'), ['terminal of b', 'terminal of c']);
  });
});
