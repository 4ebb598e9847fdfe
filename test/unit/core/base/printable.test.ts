import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { printable } from '../../../../src/core/base/printable.ts';

describe('Text from elsewhere', () => {
  const shown: readonly (readonly [what: string, text: string, line: string])[] = [
    ['keeps plain text, emoji with joiners and right-to-left letters', 'Añadir 👩‍💻 שלום', 'Añadir 👩‍💻 שלום'],
    ['shows escape sequences as text', '\u001b[2J\u001b]0;owned\u0007', '\\x1b[2J\\x1b]0;owned\\x07'],
    ['shows C1 controls as text', 'a\u009b31mb', 'a\\x9b31mb'],
    ['puts line breaks and tabs on one line', ' a\r\n\tb\u2028c ', 'a b c'],
    ['shows overrides of the direction as text', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['drops invisible characters', 'pa\u00adss\u200bword\ufeff', 'password'],
    ['replaces lone surrogates', 'a\ud800b', 'a\ufffdb'],
  ];
  for (const [what, text, line] of shown) {
    it(what, () => assert.equal(printable(text), line));
  }

  it('is cut with an ellipsis, never inside of a character', () => {
    assert.equal(printable('x'.repeat(400), 10), `${'x'.repeat(9)}…`);
    assert.equal(printable('👍'.repeat(10), 6), '👍👍…');
    assert.equal(printable('exactly10!', 10), 'exactly10!');
  });
});
