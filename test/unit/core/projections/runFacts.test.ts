import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { runFacts } from '../../../../src/core/projections/runFacts.ts';
import type { RunStatus, TaskStateWord } from '../../../../src/shared/status.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

describe('The facts about a run', () => {
  const now = Date.parse('2026-11-20T14:05:00.000Z');

  function factsAt(states: readonly TaskStateWord[], etaAt: string, rest: Partial<RunStatus> = {}): string {
    const tasks = states.map((state, index) => taskRow({ id: `1.${index}`, state }));
    const totals = { tokens: 0, costUsd: 0, etaAt };
    return runFacts(statusOf(tasks, { totals, ...rest }), now).join(' · ');
  }

  it('say how much is left while something goes on', () => {
    const facts = factsAt(['landed', 'running', 'needs-you'], '2026-11-20T14:07:00.000Z');
    assert.equal(facts, '5m00s · about 2m00s left');
  });

  it('promise nothing once it is stopped', () => {
    const facts = factsAt(['landed', 'ready'], '2026-11-20T14:07:00.000Z', { state: 'stopped' });
    assert.equal(facts, '5m00s');
  });
});
