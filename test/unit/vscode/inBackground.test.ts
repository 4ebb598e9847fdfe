import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { UserError } from '../../../src/core/base/userError.ts';
import { inBackground, type FaultLog } from '../../../src/vscode/inBackground.ts';

describe('work that nobody waits for', () => {
  it('ends in the log when it fails: as a warning where a person can act on it', async () => {
    const said: string[] = [];
    const log: FaultLog = {
      warn: (message) => said.push(`warn ${message}`),
      error: (error) => said.push(`error ${error instanceof Error ? error.message : error}`),
    };
    inBackground(Promise.reject(new UserError('No disk.')), log);
    inBackground(Promise.reject(new Error('a bug')), log);
    inBackground(Promise.resolve(), log);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(said, ['warn No disk.', 'error a bug']);
  });
});
