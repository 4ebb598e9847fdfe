import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { truncateOutput } from '../../../../src/adapters/process/truncateOutput.ts';

describe('truncateOutput', () => {
  it('leaves alone what fits', () => {
    assert.equal(truncateOutput('abc', 3), 'abc');
  });

  it('keeps head and tail, and says how much is missing between them', () => {
    const text = 'H'.repeat(1_000) + 'T'.repeat(1_000);
    const cut = truncateOutput(text, 200);
    assert.match(cut, /^H+\n\[… (\d+) characters left out …\]\nT+$/);
    const missing = Number(/… (\d+) /.exec(cut)?.[1]);
    assert.equal((cut.match(/[HT]/g)?.length ?? 0) + missing, 2_000);
  });

  it('is never longer than asked, and never splits a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 60, max: 300 }),
        (text, max) => {
          const cut = truncateOutput(text, max);
          assert.ok(cut.length <= max);
          assert.equal(Buffer.from(cut).toString(), cut);
        },
      ),
    );
  });
});
