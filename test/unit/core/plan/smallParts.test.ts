import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { durationMs, estimateMs } from '../../../../src/core/plan/duration.ts';
import { hash64 } from '../../../../src/core/plan/hash64.ts';
import { findCodeSpans, findParentheses } from '../../../../src/core/plan/inline.ts';
import { findMentions } from '../../../../src/core/plan/mentions.ts';
import { priorityOf } from '../../../../src/core/plan/priority.ts';
import { nameFromPath } from '../../../../src/core/plan/slug.ts';

describe('hash64', () => {
  it('is FNV-1a over bytes, low byte first', () => {
    // The reference over BigInt, byte by byte.
    const reference = (text: string): string => {
      let hash = 0xcbf29ce484222325n;
      for (const byte of Buffer.from(text, 'utf16le')) {
        hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
      }
      return hash.toString(16).padStart(16, '0');
    };
    for (const text of ['', 'a', 'Login\nEndpoint', 'é漢🎼', 'x'.repeat(1000)]) {
      assert.equal(hash64(text), reference(text), text);
    }
  });
});

describe('durations', () => {
  it('are sums of hours, minutes and seconds', () => {
    assert.deepEqual(
      ['90s', '20m', '1.5h', '1h 30m', '2 hours', '5min', '45', 'soon', '0m', '9999h', '1h30'].map(
        durationMs,
      ),
      [90_000, 1_200_000, 5_400_000, 5_400_000, 7_200_000, 300_000, null, null, null, null, null],
    );
  });

  it('of estimates may be sizes', () => {
    assert.deepEqual(['S', 'm', 'L', 'XL'].map(estimateMs), [600_000, 1_800_000, 7_200_000, null]);
  });
});

describe('priorityOf', () => {
  it('orders words and takes numbers', () => {
    assert.deepEqual(['critical', 'High', 'normal', 'low', '-3', '1.5', 'x'].map(priorityOf), [
      2,
      1,
      0,
      -1,
      -3,
      1.5,
      null,
    ]);
  });
});

describe('code spans', () => {
  it('end at a run of the same length', () => {
    assert.deepEqual(
      findCodeSpans('a `b` ``c ` d`` `e').map((span) => span.code),
      ['b', 'c ` d'],
    );
  });

  it('hide the brackets in them', () => {
    const line = 'a `(` (b (c) `)` d)';
    assert.deepEqual(
      findParentheses(line, findCodeSpans(line)).map(({ start, end }) => line.slice(start, end)),
      ['(b (c) `)` d)', '(c)'],
    );
  });
});

describe('findMentions', () => {
  it('finds paths in code spans, and takes no code, routes or packages for them', () => {
    const body = [
      '`src/a.ts:12`, `./docs/x.md`, `Makefile`, `package.json`, `web/Dockerfile`',
      '`user.name` `npm test` `/api/users` `@scope/pkg` `src/**/*.ts` `a/../b.ts` `https://x.y/z.html` `f()`',
      '```',
      '`in/fence.ts`',
      '```',
      'src/not-in-code.ts',
    ].join('\n');
    assert.deepEqual(findMentions([{ start: 0, end: 0, code: 'lib/t.py' }], body), [
      'lib/t.py',
      'src/a.ts',
      'docs/x.md',
      'Makefile',
      'package.json',
      'web/Dockerfile',
    ]);
  });
});

describe('nameFromPath', () => {
  it('is the slug of the base name', () => {
    assert.deepEqual(['plans/My Plan.md', 'Übung.md', 'a\\b.c.md', '...'].map(nameFromPath), [
      'my-plan',
      'ubung',
      'b-c',
      'plan',
    ]);
  });
});
