import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JournalEvent } from '../../../../src/core/engine/events.ts';
import { isWork, nodeOf } from '../../../../src/core/engine/nodes.ts';
import { simulate, type Simulation } from '../../../../src/core/engine/simulate.ts';
import type { RunState } from '../../../../src/core/engine/state.ts';
import { isSatisfied } from '../../../../src/core/engine/taskStatus.ts';
import { audit } from '../../../support/engine/audit.ts';
import { Dice } from '../../../support/engine/dice.ts';
import { foldAgain } from '../../../support/engine/journal.ts';
import { picture } from '../../../support/engine/picture.ts';
import { randomPlan, randomSelection, randomSettings } from '../../../support/engine/randomPlan.ts';
import { randomWorld } from '../../../support/engine/randomWorld.ts';

const maxEvents = 5_000;

interface Played extends Simulation {
  readonly journal: readonly JournalEvent[];
}

/** Plays a random run; `look` sees every event after it was folded. */
function play(
  seed: number,
  size: number,
  look: (event: JournalEvent, state: RunState) => void = () => undefined,
): Played {
  const dice = new Dice(seed);
  const plans = dice.chance(0.3)
    ? [randomPlan(dice, size, 'p'), randomPlan(dice, size, 'q')]
    : [randomPlan(dice, size)];
  const journal: JournalEvent[] = [];
  const settings = randomSettings(dice);
  const simulation = simulate(
    [
      { type: 'runStarted', version: 1, run: 'run', settings, into: null },
      ...plans.map((plan) => ({ type: 'planAdded', plan, only: randomSelection(dice, plan) }) as const),
    ],
    {
      ...randomWorld(dice),
      observe: (event, state) => {
        journal.push(event);
        assert.ok(event.seq < maxEvents, 'the run does not end');
        look(event, state);
      },
    },
  );
  return { ...simulation, journal };
}

function forAnyRun(check: (seed: number, size: number) => void, numRuns = 400): void {
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 14 }), check), { numRuns });
}

describe('any run, whatever its agents, gates and people do', () => {
  it('keeps every index in step with a scan of all tasks, and no limit, lease or slot is given twice', () => {
    forAnyRun((seed, size) => {
      play(seed, size, (event, state) => {
        assert.deepEqual(audit(state), [], `after ${JSON.stringify(event)}`);
      });
    });
  });

  it('starts no task before all that it depends on has landed', () => {
    forAnyRun((seed, size) => {
      play(seed, size, (event, state) => {
        if (event.type !== 'attemptStarted' && event.type !== 'verificationStarted') return;
        const node = nodeOf(state, event.task);
        if (node.attempts.length > 1) return;
        const open = node.dependsOn.filter((ref) => !isSatisfied(nodeOf(state, ref).status));
        assert.deepEqual(open, []);
      });
    });
  });

  it('ends, and leaves nothing behind that could have been started', () => {
    forAnyRun((seed, size) => {
      const { state } = play(seed, size);
      const waitsForPerson = state.phase === 'running' && state.settings.attended && state.holds.size > 0;
      assert.ok(waitsForPerson || ['done', 'failed', 'stopped'].includes(state.phase), state.phase);
      assert.equal(state.active.size, 0);
      const work = [...state.nodes.values()].filter(isWork);
      if (state.phase === 'done')
        assert.ok(work.every(({ status, selected }) => !selected || isSatisfied(status)));
      if (state.holds.size > 0 || state.budgetExceeded !== null || state.phase === 'stopped') return;
      assert.deepEqual(
        work.filter(({ status }) => status.name === 'ready').map(({ ref }) => ref),
        [],
      );
    });
  });

  it('folds to the same state again from its journal', () => {
    forAnyRun((seed, size) => {
      const { state, journal } = play(seed, size);
      assert.deepEqual(picture(foldAgain(journal)), picture(state));
    });
  });
});
