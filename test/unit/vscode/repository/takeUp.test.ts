import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LeftRun } from '../../../../src/app/leftRun.ts';
import { takeUp, type Situation } from '../../../../src/vscode/repository/takeUp.ts';

const now = Date.parse('2026-11-20T15:00:00Z');

function decide(left: Partial<LeftRun>, situation: Partial<Situation> = {}): string {
  return takeUp(
    { run: 'r', how: 'cutOff', leftAt: now - 3_600_000, liveAgents: 0, ...left },
    { now, playedHere: false, sawPlayer: false, ...situation },
  );
}

describe('a run that nobody plays', () => {
  it('is taken up by a window that opens while its agents still work', () => {
    assert.equal(decide({ liveAgents: 2 }), 'resume');
    assert.equal(decide({ liveAgents: 2, how: 'detached' }), 'resume');
  });

  it('is taken up right after its owner let go of it, agents or not', () => {
    assert.equal(decide({ how: 'detached', leftAt: now - 3_000 }, { playedHere: true }), 'resume');
    assert.equal(decide({ how: 'detached', leftAt: now - 3_000 }, { sawPlayer: true }), 'resume');
    assert.equal(decide({ how: 'detached', leftAt: now - 3_000, liveAgents: 1 }), 'resume');
  });

  it('is taken up right after the window that played it was cut off', () => {
    assert.equal(decide({ leftAt: now - 3_000 }, { playedHere: true }), 'resume');
    assert.equal(decide({ leftAt: now - 3_000 }), 'offer');
  });

  it('is offered when it was left long ago and nothing works any more', () => {
    assert.equal(decide({ how: 'detached' }), 'offer');
    assert.equal(decide({}, { playedHere: true }), 'offer');
  });

  it('is offered when nothing but its own files says that it was played on this machine: they may be cloned', () => {
    assert.equal(decide({ how: 'detached', leftAt: now - 3_000 }), 'offer');
  });

  it('is offered when it was left at a time to come: no clock of this machine wrote that', () => {
    const left = { how: 'detached', leftAt: now + 3_600_000 } as const;
    assert.equal(decide(left, { playedHere: true }), 'offer');
    assert.equal(decide(left, { sawPlayer: true }), 'offer');
  });

  it('is offered when another program that played it was killed before our eyes', () => {
    assert.equal(decide({ leftAt: now - 1_000, liveAgents: 2 }, { sawPlayer: true }), 'offer');
  });
});
