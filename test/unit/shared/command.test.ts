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
      { ...envelope, at: 'noon', type: 'stop' },
    ];
    assert.deepEqual(
      lines.map(isRunCommand),
      lines.map(() => false),
    );
  });
});
