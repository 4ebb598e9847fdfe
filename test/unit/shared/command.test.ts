import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isRunCommand } from '../../../src/shared/command.ts';

const envelope = { id: 'c1', run: 'r1', at: 1 };

describe('a line of the inbox', () => {
  it('is a command when it has all fields of its type', () => {
    const bodies = [
      { type: 'pause' },
      { type: 'retry', task: '1.1', note: null },
      { type: 'retry', task: '1.1', note: 'once more' },
      { type: 'approve', task: '1.1', forRun: false },
      { type: 'addPlan', path: 'plans/auth.md' },
      { type: 'addPlan', path: 'plans/auth.md', only: ['1.1'] },
      { type: 'select', tasks: null },
      { type: 'select', tasks: ['1.1', 'phase:2'] },
      { type: 'deny', task: '1.1' },
      { type: 'deny', task: '1.1', note: 'the other table' },
      { type: 'approve', task: '1.1', forRun: false, request: '1.7' },
      { type: 'answer', task: '1.1', answer: '8080', request: null },
      { type: 'move', task: '1.1', by: -1 },
      { type: 'reassign', task: '1.1', agent: 'codex' },
      { type: 'renameTask', plan: 'auth', from: '1.1', to: '1.2' },
      { type: 'setBudget', runUsd: 20, runTokens: null, attemptUsd: 3, attemptTokens: 1e6, attemptTurns: 80 },
    ];
    assert.deepEqual(
      bodies.map((body) => isRunCommand({ ...envelope, ...body })),
      bodies.map(() => true),
    );
  });

  it('is none when a field is absent or of another kind, or its type is not known', () => {
    const lines = [
      null,
      'stop',
      { type: 'stop' },
      { ...envelope, type: 'constructor' },
      { ...envelope, type: 'retry', task: '1.1' },
      { ...envelope, type: 'send', task: '1.1', text: 7 },
      { ...envelope, type: 'skip' },
      { ...envelope, type: 'select' },
      { ...envelope, type: 'addPlan', path: 'p.md', only: 'all' },
      { ...envelope, type: 'deny', task: '1.1', note: 7 },
      { ...envelope, type: 'approve', task: '1.1', forRun: false, request: 7 },
      { ...envelope, at: 'noon', type: 'stop' },
    ];
    assert.deepEqual(
      lines.map(isRunCommand),
      lines.map(() => false),
    );
  });
});
