import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ownIdentity } from '../../../src/adapters/process/identity.ts';
import { runFolder } from '../../../src/adapters/store/runFolders.ts';
import { attemptFolder } from '../../../src/app/attemptTerminals.ts';
import { lookAtLeftRun } from '../../../src/app/leftRun.ts';
import { attemptFiles } from '../../../src/shared/attempt.ts';
import { statusOf, taskRow } from '../../support/statusOf.ts';

describe('a run that was left', () => {
  const run = '20261120-141500-auth';
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'tutti-left-'));
    mkdirSync(runFolder(state, run).folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
  });

  function journal(...lines: readonly string[]): void {
    writeFileSync(runFolder(state, run).journal, lines.map((line) => `${line}\n`).join(''));
  }

  it('says whether its owner let go of it, and when', () => {
    journal('{"type":"planAdded","at":1}', '{"type":"runDetached","at":1700000000000}');
    const left = lookAtLeftRun(state, run);
    assert.deepEqual(left, { run, how: 'detached', leftAt: 1_700_000_000_000, liveAgents: 0 });
  });

  it('was cut off when the last word is another one, torn or too long to be looked at', () => {
    journal('{"type":"attemptStarted","at":1700000000000}');
    assert.equal(lookAtLeftRun(state, run).how, 'cutOff');
    writeFileSync(runFolder(state, run).journal, '{"type":"runDetached","at":1}\n{"type":"runDet');
    assert.equal(lookAtLeftRun(state, run).how, 'detached');
    journal(JSON.stringify({ type: 'planAdded', at: 5, text: 'x'.repeat(100_000) }));
    assert.deepEqual(lookAtLeftRun(state, run), { run, how: 'cutOff', leftAt: 0, liveAgents: 0 });
  });

  it('was alive when its status was written', () => {
    journal('{"type":"attemptStarted","at":1700000000000}');
    const status = statusOf([], { updatedAt: '2026-11-20T14:22:31.120Z' });
    writeFileSync(runFolder(state, run).status, JSON.stringify(status));
    assert.equal(lookAtLeftRun(state, run).leftAt, Date.parse('2026-11-20T14:22:31.120Z'));
  });

  it('counts the agents that still work: hosted by a live process, and not over', () => {
    journal('{"type":"attemptStarted","at":1}');
    const tasks = ['1.1', '1.2', '1.3', '1.4'].map((id) => taskRow({ id, state: 'running', attempt: 1 }));
    writeFileSync(runFolder(state, run).status, JSON.stringify(statusOf(tasks)));
    const hostBy = (task: string, identity: object): string => {
      const folder = attemptFolder(state, { run, task, number: 1 });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, attemptFiles.runner), JSON.stringify({ ...identity, attempt: `${task}/1` }));
      return folder;
    };
    hostBy('auth/1.1', ownIdentity());
    hostBy('auth/1.2', { ...ownIdentity(), startTime: 'of another process' });
    writeFileSync(join(hostBy('auth/1.3', ownIdentity()), attemptFiles.result), '{}');
    assert.equal(lookAtLeftRun(state, run).liveAgents, 1);
  });
});
