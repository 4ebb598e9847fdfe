import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { RunHistory } from '../../../../src/core/projections/runHistory.ts';

function historyOf(events: readonly RunEvent[]): RunHistory {
  const history = new RunHistory((at) => `+${at}`);
  for (const [index, event] of events.entries())
    history.take({ seq: index + 1, at: index * 1_000, generation: 1, ...event });
  return history;
}

describe('The history of a run', () => {
  it('has the newest first, with time, kind, task and reason', () => {
    const history = historyOf([
      { type: 'runPaused' },
      { type: 'noteAdded', task: 'auth/1.1', note: 'x' },
      { type: 'gateRejected', task: 'auth/1.1', command: 'npm test', reason: 'exit code 1', output: 'x' },
    ]);
    assert.deepEqual(history.latest(), [
      {
        seq: 3,
        at: '1970-01-01T00:00:02.000Z',
        kind: 'gate',
        task: 'auth/1.1',
        text: 'auth/1.1 gate failed',
        reason: 'npm test: exit code 1',
      },
      {
        seq: 1,
        at: '1970-01-01T00:00:00.000Z',
        kind: 'run',
        task: null,
        text: 'run paused',
        reason: 'nothing new starts',
      },
    ]);
  });

  it('tells why a decision was made', () => {
    const decision = { task: null, what: 'serialised 1.1 and 1.2', why: 'both change src/a.ts' };
    const [told] = historyOf([{ type: 'decisionMade', ...decision }]).latest();
    assert.deepEqual([told?.kind, told?.text, told?.reason], ['decision', decision.what, decision.why]);
  });

  it('keeps the last 1,000', () => {
    const skipped = Array.from({ length: 2_345 }, (_, index): RunEvent => {
      return { type: 'taskSkipped', task: `auth/${index}` };
    });
    const kept = historyOf(skipped).latest();
    assert.equal(kept.length, 1_000);
    assert.equal(kept[0]?.text, 'auth/2344 skipped');
    assert.equal(kept.at(-1)?.text, 'auth/1345 skipped');
  });

  it('takes each event once, so that a journal that is read again adds nothing', () => {
    const history = historyOf([{ type: 'runPaused' }]);
    history.take({ seq: 1, at: 0, generation: 1, type: 'runPaused' });
    assert.equal(history.latest().length, 1);
  });
});
