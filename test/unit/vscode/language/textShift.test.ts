import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/core/plan/edits.ts';
import type { Range } from '../../../../src/core/plan/plan.ts';
import {
  joinChanges,
  shiftRange,
  textChange,
  unshiftPlace,
  type TextChange,
} from '../../../../src/vscode/language/textShift.ts';

const word: Range = { line: 3, column: 5, endLine: 3, endColumn: 8 };

function change(from: string, to: string, text: string): TextChange {
  const place = (written: string) => {
    const [line, column] = written.split(':').map(Number);
    return { line: line ?? 0, column: column ?? 0 };
  };
  return textChange(place(from), place(to), text);
}

describe('a range of a text that goes on changing', () => {
  it('stays before changes behind it, and moves along with those in front of it', () => {
    assert.deepEqual(shiftRange(word, [change('3:8', '3:8', 'x')]), word);
    assert.deepEqual(shiftRange(word, [change('3:5', '3:5', 'ab')]), { ...word, column: 7, endColumn: 10 });
    assert.deepEqual(shiftRange(word, [change('1:1', '2:1', '')]), { ...word, line: 2, endLine: 2 });
    assert.deepEqual(shiftRange(word, [change('3:1', '3:3', 'a\r\nbc')]), {
      line: 4,
      column: 5,
      endLine: 4,
      endColumn: 8,
    });
  });

  it('is gone when it was changed itself', () => {
    assert.equal(shiftRange(word, [change('3:6', '3:6', 'x')]), null);
    assert.equal(shiftRange(word, [change('2:1', '4:1', '')]), null);
    assert.equal(shiftRange(word, [change('3:7', '3:9', 'x')]), null);
  });

  it('has the same text as before, and its places lead back', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '1', '.', ' ', '\n'), { maxLength: 40 });
    const at = fc.nat(60);
    const edits = fc.array(fc.tuple(at, at, text), { maxLength: 6 });
    fc.assert(
      fc.property(text, at, at, edits, (letters, from, to, steps) => {
        const original = letters.join('');
        const range = rangeBetween(original, from, to);
        let current = original;
        const changes: TextChange[] = [];
        for (const [start, end, inserted] of steps) {
          const replaced = rangeBetween(current, start, end);
          const newText = inserted.join('');
          const last = { line: replaced.endLine, column: replaced.endColumn };
          changes.push(textChange(replaced, last, newText));
          current = applyEdits(current, [{ ...replaced, newText }]);
        }
        const shifted = shiftRange(range, changes);
        if (shifted === null) return;
        assert.equal(textIn(current, shifted), textIn(original, range));
        if (range.line !== range.endLine || range.endColumn - range.column < 2) return;
        const inside = { line: shifted.line, column: shifted.column + 1 };
        assert.deepEqual(unshiftPlace(inside, changes), { line: range.line, column: range.column + 1 });
      }),
    );
  });

  it('is moved by joined changes as by one after the other', () => {
    const [first, second] = [change('3:2', '3:4', 'a'), change('3:3', '3:3', 'b\nc')];
    const joined = joinChanges(first, second);
    assert.ok(joined);
    assert.deepEqual(shiftRange(word, [joined]), shiftRange(word, [first, second]));
    assert.equal(joinChanges(first, change('3:2', '3:2', 'x')), null);
    assert.equal(joinChanges(first, change('3:3', '3:4', 'x')), null);
  });

  it('tells of a place in new text that it was nowhere', () => {
    const changes = [change('3:5', '3:5', 'abc'), change('1:1', '1:1', 'x\n')];
    assert.equal(unshiftPlace({ line: 4, column: 6 }, changes), null);
    assert.deepEqual(unshiftPlace({ line: 4, column: 5 }, changes), { line: 3, column: 5 });
    assert.deepEqual(unshiftPlace({ line: 4, column: 9 }, changes), { line: 3, column: 6 });
  });
});

function rangeBetween(text: string, one: number, other: number): Range {
  const [from, to] = [Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)];
  const place = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const [start, end] = [place(from), place(to)];
  return { ...start, endLine: end.line, endColumn: end.column };
}

function textIn(text: string, range: Range): string {
  const lines = text.split('\n');
  const inside = lines.slice(range.line - 1, range.endLine);
  const last = inside.length - 1;
  inside[last] = (inside[last] ?? '').slice(0, range.endColumn - 1);
  inside[0] = (inside[0] ?? '').slice(range.column - 1);
  return inside.join('\n');
}
