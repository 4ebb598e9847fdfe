import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { JoinedPlans } from '../../../src/app/joinedPlans.ts';
import type { RunHandle, RunSummary } from '../../../src/app/project.ts';
import type { JournalEvent, RunEvent } from '../../../src/core/engine/events.ts';
import type { RunStatus, TaskStateWord } from '../../../src/shared/status.ts';
import { statusOf, taskRow } from '../../support/statusOf.ts';

const joinedAt = Date.parse('2026-11-20T14:02:00.000Z');
const plans = [{ name: 'mine', seq: 3, at: joinedAt }];

function statusWith(own: readonly TaskStateWord[], rest: Partial<RunStatus> = {}): RunStatus {
  const mine = own.map((state, index) => taskRow({ plan: 'mine', id: `1.${index + 1}`, state }));
  return statusOf([taskRow({ plan: 'theirs', id: '1.1', state: 'running' }), ...mine], rest);
}

/** A run of another process that stays as it is; `over` says that it has come to its end. */
function runWith(status: RunStatus, over = false): RunHandle {
  const summary: RunSummary = { status, exitCode: 1, reportFile: 'report.md', into: null };
  return {
    run: status.run,
    owned: false,
    status: () => status,
    onEvent: (listener) => {
      for (const event of journal) listener(event);
      return () => undefined;
    },
    onChange: () => () => undefined,
    command: () => Promise.resolve({ ok: true }),
    whenOver: () => (over ? Promise.resolve(summary) : new Promise(() => undefined)),
    dispose: () => Promise.resolve(),
    detach: () => Promise.resolve(),
  };
}

const events: readonly RunEvent[] = [
  { type: 'taskSkipped', task: 'mine/0.1' },
  { type: 'commandAccepted', id: 'a', command: 'addPlan' },
  { type: 'taskSkipped', task: 'mine/1.1' },
  { type: 'taskSkipped', task: 'theirs/1.1' },
  { type: 'taskSkipped', task: 'mine-too/1.1' },
  { type: 'slotAdded', slot: 'slot-1' },
  { type: 'runPaused' },
];
const journal = events.map((event, index): JournalEvent => ({
  seq: index + 1,
  at: joinedAt,
  generation: 1,
  ...event,
}));

async function exitCodeWith(own: readonly TaskStateWord[], rest?: Partial<RunStatus>): Promise<number> {
  const handle = new JoinedPlans(runWith(statusWith(own, rest), rest !== undefined), plans);
  return (await handle.whenOver()).exitCode;
}

describe('Plans that joined the run of another process', () => {
  it('hear of themselves and of the run, from the moment of joining', () => {
    const heard: string[] = [];
    new JoinedPlans(runWith(statusWith(['ready'])), plans).onEvent((event) => {
      heard.push('task' in event ? `${event.type} ${event.task ?? ''}` : event.type);
    });
    assert.deepEqual(heard, ['taskSkipped mine/1.1', 'runPaused']);
  });

  it('are shown alone, since they joined', () => {
    const status = new JoinedPlans(runWith(statusWith(['landed', 'running'])), plans).status();
    assert.deepEqual(
      [status.state, status.startedAt, status.plans.map(({ name }) => name), status.tasks.length],
      ['running', '2026-11-20T14:02:00.000Z', ['mine'], 2],
    );
  });

  it('are over with 0 when they have landed, while the run goes on', async () => {
    assert.equal(await exitCodeWith(['landed', 'skipped']), 0);
  });

  it('are over with 1 when the rest of them failed or is blocked', async () => {
    assert.equal(await exitCodeWith(['landed', 'failed', 'blocked']), 1);
  });

  it('are over with the run: 1 when one needs a person, 130 when they can go on by themselves', async () => {
    assert.equal(await exitCodeWith(['landed', 'needs-you'], { state: 'stopped' }), 1);
    assert.equal(await exitCodeWith(['landed', 'ready'], { state: 'stopped' }), 130);
    assert.equal(await exitCodeWith(['landed'], { state: 'failed' }), 0);
  });
});
