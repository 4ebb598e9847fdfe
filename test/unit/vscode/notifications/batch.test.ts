import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Batch } from '../../../../src/vscode/notifications/batch.ts';
import { VirtualClock } from '../../../support/engine/virtualClock.ts';

interface Told {
  readonly at: number;
  readonly items: readonly number[];
}

/** What is told when items are added at these times (ms). */
function toldOf(times: readonly number[]): readonly Told[] {
  const clock = new VirtualClock();
  const told: Told[] = [];
  const batch = new Batch<number>(clock, (items) => told.push({ at: clock.now(), items }));
  for (const [index, at] of times.entries())
    clock.at(at, () => {
      batch.add(index);
    });
  while (clock.step());
  return told;
}

describe('Notices that come close together', () => {
  it('are told in one go, a second after the first', () => {
    assert.deepEqual(toldOf([0, 300, 999]), [{ at: 1_000, items: [0, 1, 2] }]);
  });

  it('of 20 tasks within 10 seconds interrupt once, and once more for what came later', () => {
    const told = toldOf(Array.from({ length: 20 }, (_, index) => index * 500));
    assert.deepEqual(
      told.map(({ at, items }) => [at, items.length]),
      [
        [1_000, 3],
        [11_000, 17],
      ],
    );
  });

  it('never interrupt twice within 10 seconds', () => {
    const told = toldOf(Array.from({ length: 200 }, (_, index) => index * 333));
    const gaps = told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0));
    assert.ok(gaps.length > 5 && gaps.every((gap) => gap >= 10_000), gaps.join(' '));
    assert.equal(told.flatMap(({ items }) => items).length, 200);
  });

  it('are not held back after a quiet time', () => {
    assert.deepEqual(
      toldOf([0, 60_000]).map(({ at }) => at),
      [1_000, 61_000],
    );
  });
});
