import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { coalesced } from '../../../../src/vscode/repository/coalesced.ts';

describe('an action that runs once at a time', () => {
  let ends: { readonly well: () => void; readonly badly: (error: Error) => void }[];
  let run: () => Promise<void>;
  beforeEach(() => {
    ends = [];
    run = coalesced(() => new Promise((resolve, reject) => ends.push({ well: resolve, badly: reject })));
  });

  it('runs once more for all who ask while it runs', async () => {
    const first = run();
    const others = [run(), run(), run()];
    assert.equal(ends.length, 1);
    ends[0]?.well();
    await first;
    await settled();
    assert.equal(ends.length, 2);
    ends[1]?.well();
    await Promise.all(others);
    assert.equal(ends.length, 2);
  });

  it('never runs twice at once, whenever it is asked for', async () => {
    const first = run();
    const second = run();
    ends[0]?.well();
    // Between the end of the one and the start of the other.
    const third = first.then(run);
    await settled();
    assert.equal(ends.length, 2);
    ends[1]?.well();
    await Promise.all([second, third]);
    assert.equal(ends.length, 2);
  });

  it('tells who asked for a run that failed, and runs again', async () => {
    const first = run();
    const second = run();
    ends[0]?.badly(new Error('no disk'));
    await assert.rejects(first, /no disk/);
    await settled();
    ends[1]?.well();
    await second;
  });
});

/** All that only waits for promises has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
