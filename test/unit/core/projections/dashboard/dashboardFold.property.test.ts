import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyPatch } from '../../../../../src/shared/dashboard/applyPatch.ts';
import type { DashboardPatch } from '../../../../../src/shared/dashboard/messages.ts';
import type { DashboardView, Span } from '../../../../../src/shared/dashboard/view.ts';
import type { JournalEvent } from '../../../../../src/core/engine/events.ts';
import { patchBetween } from '../../../../../src/core/projections/dashboard/patchBetween.ts';
import { ShownRun } from '../../../../support/dashboardOf.ts';
import { Dice } from '../../../../support/engine/dice.ts';
import { randomPlan, randomSettings } from '../../../../support/engine/randomPlan.ts';
import { randomWorld } from '../../../../support/engine/randomWorld.ts';
import { record } from '../../../../support/engine/recordedRuns.ts';

/** A run in which anything may happen, and the chance that made it. */
function anyRun(
  seed: number,
  size: number,
): { readonly journal: readonly JournalEvent[]; readonly dice: Dice } {
  const dice = new Dice(seed);
  const plans = [randomPlan(dice, size), randomPlan(dice, 2, 'q')];
  return { journal: record(plans, randomSettings(dice), randomWorld(dice)), dice };
}

const runs = [fc.nat(), fc.integer({ min: 1, max: 12 })] as const;

describe('the dashboard of any run', () => {
  it('is the same whether it is shown all the time or only at the end', () => {
    fc.assert(
      fc.property(...runs, (seed, size) => {
        const { journal, dice } = anyRun(seed, size);
        const [often, once] = [new ShownRun(), new ShownRun()];
        often.hasEta = once.hasEta = false;
        for (const event of journal) {
          often.take(event);
          if (dice.chance(0.1)) often.view();
        }
        once.take(...journal);
        const later = once.state.lastAt + 10_000;
        assert.deepEqual(often.view(later), once.view(later));
      }),
      { numRuns: 30 },
    );
  });

  it('is brought up to date by patches, and keeps what has not changed', () => {
    fc.assert(
      fc.property(...runs, (seed, size) => {
        const { journal, dice } = anyRun(seed, size);
        const run = new ShownRun();
        run.hasEta = false;
        let shown: DashboardView | null = null;
        let last: DashboardView | null = null;
        for (const event of journal) {
          run.take(event);
          if (!dice.chance(0.1)) continue;
          const view = run.view();
          const patch: DashboardPatch | null = last === null ? null : patchBetween(last, view);
          shown = shown === null ? view : patch === null ? shown : applyPatch(shown, onWire(patch));
          assert.deepEqual(shown, onWire(view));
          assert.equal(run.view(), view);
          last = view;
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tells of every task without a gap what it did from first to last', () => {
    fc.assert(
      fc.property(...runs, (seed, size) => {
        const { journal } = anyRun(seed, size);
        const run = new ShownRun().take(...journal);
        for (const { ref, spans } of run.view().timeline) {
          assert.deepEqual(gapsOf(spans), [], ref);
          assert.ok(
            spans.slice(0, -1).every(({ from, to }) => to !== null && to > from),
            ref,
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});

function onWire<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data)) as Data;
}

function gapsOf(spans: readonly Span[]): readonly Span[] {
  return spans.filter(({ from }, index) => index > 0 && spans[index - 1]?.to !== from);
}
