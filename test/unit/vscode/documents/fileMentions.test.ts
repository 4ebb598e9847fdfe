import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { fileMentions } from '../../../../src/vscode/documents/fileMentions.ts';

describe('The files that a line of output names', () => {
  const cases: readonly (readonly [line: string, ...places: readonly string[]])[] = [
    ['    at hash (/w/slot-1/src/auth/hash.ts:12:5)', '/w/slot-1/src/auth/hash.ts 12 5'],
    ['src/a.ts(3,7): error TS2304: Cannot find name', 'src/a.ts 3 7'],
    ['  File "pkg/mod.py", line 41, in test_it', 'pkg/mod.py 41 -'],
    ['main.go:9: undefined: x', 'main.go 9 -'],
    ['src\\win\\a.cs:4:2 and lib/b-c.test.js:10', 'src/win/a.cs 4 2', 'lib/b-c.test.js 10 -'],
    ['C:/w/src/a.ts:1:1', 'C:/w/src/a.ts 1 1'],
  ];
  for (const [line, ...places] of cases) {
    it(`are found in: ${line}`, () => {
      const found = fileMentions(line).map(
        ({ path, line: at, column }) => `${path} ${String(at)} ${column === null ? '-' : String(column)}`,
      );
      assert.deepEqual(found, places);
    });
  }

  for (const line of [
    'done at 12:30:05',
    'http://example.com:8080 answered',
    'took 3.5:1 of it',
    '127.0.0.1:8080 refused',
    'a: 12: b',
  ]) {
    it(`are not seen where there is none: ${line}`, () => {
      assert.deepEqual(fileMentions(line), []);
    });
  }

  it('stand where the line names them', () => {
    const line = 'error in src/a.ts:3 today';
    const [mention] = fileMentions(line);
    assert.equal(line.slice(mention?.from, mention?.to), 'src/a.ts:3');
  });

  it('are looked for in the first part of a very long line only', () => {
    assert.deepEqual(fileMentions(`${'x '.repeat(2_000)} src/a.ts:3`), []);
  });
});
