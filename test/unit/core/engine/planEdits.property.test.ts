import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JournalEvent, RunEvent } from '../../../../src/core/engine/events.ts';
import { isWork } from '../../../../src/core/engine/nodes.ts';
import type { RunPlan } from '../../../../src/core/engine/runPlan.ts';
import { simulate } from '../../../../src/core/engine/simulate.ts';
import type { RunState } from '../../../../src/core/engine/state.ts';
import { isSatisfied } from '../../../../src/core/engine/taskStatus.ts';
import { audit } from '../../../support/engine/audit.ts';
import { Dice } from '../../../support/engine/dice.ts';
import { foldAgain } from '../../../support/engine/journal.ts';
import { picture } from '../../../support/engine/picture.ts';
import { randomEdit } from '../../../support/engine/randomEdit.ts';
import { randomPlan, randomSelection, randomSettings } from '../../../support/engine/randomPlan.ts';
import { randomWorld } from '../../../support/engine/randomWorld.ts';

interface Edited {
  readonly state: RunState;
  readonly journal: readonly JournalEvent[];
  /** What the file of each plan says in the end. */
  readonly files: ReadonlyMap<string, RunPlan>;
}

/** Plays a random run whose plans are edited up to 12 times on the way. */
function play(seed: number, size: number, look: (state: RunState, event: JournalEvent) => void): Edited {
  const dice = new Dice(seed);
  const plans = dice.chance(0.3)
    ? [randomPlan(dice, size, 'p'), randomPlan(dice, size, 'q')]
    : [randomPlan(dice, size)];
  const files = new Map(plans.map((plan) => [plan.name, plan]));
  const journal: JournalEvent[] = [];
  const world = randomWorld(dice);
  let edits = 12;
  const change = (state: RunState): RunEvent | null => {
    if (state.phase !== 'running' && state.phase !== 'paused') return null;
    const events = randomEdit(dice, state, (plan) => files.set(plan.name, plan));
    return events.find(({ type }) => type === 'planChanged') ?? null;
  };
  const { state } = simulate(
    [
      { type: 'runStarted', version: 2, run: 'run', settings: randomSettings(dice), into: null },
      ...plans.map((plan) => ({ type: 'planAdded', plan, only: randomSelection(dice, plan) }) as const),
    ],
    {
      ...world,
      react: (event, now) => {
        const reactions = world.react(event, now);
        if (edits === 0 || !dice.chance(0.15)) return reactions;
        edits -= 1;
        return [...reactions, { afterMs: dice.below(10_000), make: change }];
      },
      observe: (event, now) => {
        journal.push(event);
        assert.ok(event.seq < 5_000, 'the run does not end');
        look(now, event);
      },
    },
  );
  return { state, journal, files };
}

function forAnyEdits(check: (seed: number, size: number) => void): void {
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), check), { numRuns: 150 });
}

describe('any run whose plans are edited while it goes on', () => {
  it('keeps every index in step with a scan of all tasks', () => {
    forAnyEdits((seed, size) => {
      play(seed, size, (state, event) => {
        assert.deepEqual(audit(state), [], `after ${JSON.stringify(event)}`);
      });
    });
  });

  it('ends, and folds to the same state again from its journal', () => {
    forAnyEdits((seed, size) => {
      const { state, journal } = play(seed, size, () => undefined);
      const waitsForPerson = state.phase === 'running' && state.settings.attended && state.holds.size > 0;
      assert.ok(waitsForPerson || ['done', 'failed', 'stopped'].includes(state.phase), state.phase);
      assert.deepEqual(picture(foldAgain(journal)), picture(state));
    });
  });

  it('loses no task of the file, keeps none that it dropped unless it had started, and lands none twice', () => {
    forAnyEdits((seed, size) => {
      const { state, journal, files } = play(seed, size, () => undefined);
      const landings = journal.flatMap((event) => (event.type === 'taskLanded' ? [event.task] : []));
      assert.equal(new Set(landings).size, landings.length);
      for (const [name, file] of files) {
        const wanted = new Set(file.nodes.map(({ id }) => `${name}/${id}`));
        const own = [...state.nodes.values()].filter(({ plan }) => plan === name);
        const lost = [...wanted].filter((ref) => !state.nodes.has(ref));
        const extra = own.filter(({ ref }) => !wanted.has(ref));
        assert.deepEqual(lost, []);
        assert.ok(extra.every(({ attempts, startedAt }) => attempts.length > 0 || startedAt !== null));
        assert.equal(state.plans.get(name)?.total, own.filter(isWork).length);
      }
      if (state.phase !== 'done') return;
      const work = [...state.nodes.values()].filter(isWork);
      assert.ok(work.every(({ status, selected }) => !selected || isSatisfied(status)));
    });
  });
});
