import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { commentsNote } from '../../../../src/vscode/review/commentsNote.ts';

describe('Comments on the changes of a task', () => {
  const comment = (path: string, lines: readonly [number, number], text: string) => ({
    path,
    firstLine: lines[0],
    line: lines[1],
    text,
  });

  it('become one note with the place of each, in the order of files and lines', () => {
    const note = commentsNote([
      comment('src/b.ts', [4, 9], 'Too long.\nSplit it.'),
      comment('src/a.ts', [12, 12], ' Rename it. '),
      comment('src/a.ts', [2, 2], 'Why?'),
    ]);
    assert.equal(
      note,
      [
        'Comments of a review of your changes. Deal with each of them:',
        '',
        '- src/a.ts:2: Why?',
        '- src/a.ts:12: Rename it.',
        '- src/b.ts:4-9: Too long.',
        '  Split it.',
      ].join('\n'),
    );
  });

  it('are cut where they would fill the prompt', () => {
    const note = commentsNote([comment('a.ts', [1, 1], 'x'.repeat(50_000))]);
    assert.ok(note.length < 20_100);
    assert.match(note, /the rest is left out …\]$/);
  });
});
