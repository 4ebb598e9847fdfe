import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { LineSplitter, type SplitLine } from '../../../src/runner/lineSplitter.ts';

function split(chunks: readonly Buffer[], maxLineBytes: number): readonly SplitLine[] {
  const lines: SplitLine[] = [];
  const splitter = new LineSplitter(maxLineBytes, (line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('splitting a stream into lines', () => {
  it('gives the same lines however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 7 }),
        (texts, size) => {
          const clean = texts.map((text) => text.replaceAll(/[\r\n]/g, ''));
          const bytes = Buffer.from(clean.map((text) => `${text}\n`).join(''));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
          assert.deepEqual(
            split(chunks, 1_000_000),
            clean.map((text) => ({ text, cutBytes: 0 })),
          );
        },
      ),
    );
  });

  it('ends a line at the limit and counts the rest', () => {
    const chunks = ['12', '345', '6', '\nnext'].map((text) => Buffer.from(text));
    assert.deepEqual(split(chunks, 4), [
      { text: '1234', cutBytes: 2 },
      { text: 'next', cutBytes: 0 },
    ]);
  });

  it('takes CR LF for one line end', () => {
    assert.deepEqual(split([Buffer.from('a\r\nb')], 10), [
      { text: 'a', cutBytes: 0 },
      { text: 'b', cutBytes: 0 },
    ]);
  });
});
