import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../../../src/core/engine/events.ts';
import { noticeOf, type Notice } from '../../../../src/vscode/notifications/notice.ts';
import { toastOf, type Toast } from '../../../../src/vscode/notifications/toast.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';

const commit = '3f2c1d0e9b8a77665544332211009988aabbccdd';

function noticesOf(...events: readonly RunEvent[]): readonly Notice[] {
  return events.flatMap((event, index) => noticeOf({ seq: index + 1, at: 0, generation: 1, ...event }) ?? []);
}

function toastFor(...events: readonly RunEvent[]): Toast | null {
  const status = statusOf(
    [
      taskRow({ id: '1.1', state: 'landed' }),
      taskRow({ id: '1.2', state: 'landed' }),
      taskRow({ id: '1.3', state: 'failed' }),
    ],
    { totals: { tokens: 1, costUsd: 8.2, etaAt: null } },
  );
  return toastOf(
    noticesOf(...events).map((notice) => ({ notice, folder: 'file:///shop', prefix: '', status })),
  );
}

function needed(task: string, kind: 'permission' | 'question' | 'conflict', message: string): RunEvent {
  return { type: 'personNeeded', task: `auth/${task}`, need: { kind, message, request: null } };
}

function buttonsOf(toast: Toast | null): readonly string[] {
  return toast?.buttons.map(({ title }) => title) ?? [];
}

describe('A toast', () => {
  it('asks with the task first, and offers the answers', () => {
    const toast = toastFor(needed('2.3', 'permission', 'Its agent asks for Bash: npm i.'));
    assert.equal(toast?.text, '2.3 needs an answer: Its agent asks for Bash: npm i.');
    assert.deepEqual([toast.severity, toast.mutes], ['warning', 'needsYou']);
    assert.deepEqual(toast.buttons, [
      { title: 'Approve', command: 'tutti.approve', argument: argumentOf('2.3') },
      { title: 'Deny', command: 'tutti.deny', argument: argumentOf('2.3') },
    ]);
  });

  it('offers to resolve a conflict', () => {
    const toast = toastFor(needed('2.3', 'conflict', 'src/a.ts'));
    assert.deepEqual([toast?.mutes, buttonsOf(toast)], ['conflict', ['Resolve Conflict', 'Show Changes']]);
  });

  it('sums up a run that has ended', () => {
    const toast = toastFor({ type: 'runEnded', outcome: 'failed' });
    assert.equal(toast?.text, 'Run finished: 2 landed, 1 failed, $8.20');
    assert.deepEqual([toast.severity, toast.mutes, buttonsOf(toast)], ['info', 'runEnded', ['Show Report']]);
  });

  it('tells of many tasks in one sentence', () => {
    const events = Array.from({ length: 20 }, (_, index) => needed(`1.${index + 1}`, 'question', 'Which?'));
    const toast = toastFor(...events);
    assert.equal(toast?.text, '20 tasks need you: 1.1, 1.2, 1.3, 1.4 and 16 more.');
    assert.deepEqual([toast.mutes, buttonsOf(toast)], ['needsYou', ['Show…']]);
  });

  it('mutes nothing when it tells of several kinds', () => {
    const toast = toastFor(needed('2.3', 'question', 'Which?'), {
      type: 'runHalted',
      reason: 'the disk is full',
    });
    assert.equal(toast?.text, '1 task needs you: 2.3. The run has halted: the disk is full');
    assert.deepEqual([toast.severity, toast.mutes], ['error', null]);
  });

  it('begins with the folder, each time that it tells of another one', () => {
    const [one, two, halted] = noticesOf(
      needed('2.3', 'question', 'Which?'),
      needed('2.4', 'question', 'Which?'),
      {
        type: 'runHalted',
        reason: 'the disk is full',
      },
    );
    assert.ok(one !== undefined && two !== undefined && halted !== undefined);
    const from = (name: string, notice: Notice) => {
      return { notice, folder: `file:///${name}`, prefix: `${name}: `, status: null };
    };
    assert.equal(toastOf([from('shop', one)])?.text, 'shop: 2.3 needs an answer: Which?');
    assert.equal(
      toastOf([from('shop', one), from('api', halted), from('shop', two)])?.text,
      'shop: 2 tasks need you: 2.3, 2.4. api: The run has halted: the disk is full',
    );
  });

  it('never comes for a task that goes well', () => {
    const quiet: readonly RunEvent[] = [
      { type: 'attemptStarted', task: 'auth/1.1', attempt: 1, cause: 'first', slot: 's' },
      { type: 'taskLanded', task: 'auth/1.1', commit, gated: true, why: null },
      { type: 'gateRejected', task: 'auth/1.2', command: 'npm test', reason: 'exit code 1', output: '' },
      { type: 'taskFailed', task: 'auth/1.2', reason: 'no retries left' },
    ];
    assert.equal(toastFor(...quiet), null);
  });

  it("cuts an agent's words", () => {
    const text = toastFor(needed('2.3', 'question', 'x'.repeat(500)))?.text ?? '';
    assert.ok(text.length < 110, text);
  });
});

/** Its buttons answer what the toast tells of: the first event of the first generation. */
function argumentOf(task: string) {
  return { folder: 'file:///shop', plan: 'auth', task, request: '1.1' };
}
