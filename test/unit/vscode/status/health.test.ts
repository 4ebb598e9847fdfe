import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunStatus, TaskStateWord } from '../../../../src/shared/status.ts';
import { health } from '../../../../src/vscode/status/health.ts';
import { headline } from '../../../../src/vscode/views/headline.ts';
import type { WindowModel } from '../../../../src/vscode/views/windowModel.ts';
import { statusOf, taskRow } from '../../../support/statusOf.ts';
import { authPath, folderModel, windowModel } from '../../../support/windowModelOf.ts';

const plan = '# Auth\n- [x] 1.1 A\n- [ ] 1.2 B\n- [ ] 1.3 C\n';

function modelOf(states: readonly TaskStateWord[], rest: Partial<RunStatus> = {}): WindowModel {
  const status = statusOf(
    states.map((state, index) => taskRow({ id: `1.${index + 1}`, state })),
    rest,
  );
  return windowModel(folderModel({ [authPath]: plan }, { status }));
}

function shown(model: WindowModel): readonly (string | undefined)[] {
  const told = health(model);
  return [told?.state, told?.text];
}

describe('The item of the status bar', () => {
  it('is not there without a plan', () => {
    assert.equal(health(windowModel(folderModel({}))), null);
    assert.equal(health(windowModel()), null);
  });

  it('counts what is done before the first run', () => {
    assert.deepEqual(shown(windowModel(folderModel({ [authPath]: plan }))), ['idle', '$(organization) 1/3']);
  });

  it('says how far a run is, and how long it will take', () => {
    const totals = { tokens: 0, costUsd: 0, etaAt: '2026-11-20T14:09:00.000Z' };
    const model = modelOf(['landed', 'running', 'pending'], { totals });
    assert.deepEqual(shown(model), ['running', '$(sync~spin) 1/3 · 4m left']);
  });

  it('says first what waits for the user', () => {
    const model = modelOf(['landed', 'needs-you', 'running']);
    assert.deepEqual(shown(model), ['needs-you', '$(bell-dot) 1 needs you · 1/3']);
    assert.equal(health(model)?.spoken, 'Tutti, 1 task waiting for you, 1 of 3 tasks landed');
  });

  it('says that a run has halted before everything else', () => {
    const model = modelOf(['needs-you'], { state: 'halted', reason: 'disk full' });
    assert.deepEqual(shown(model), ['halted', '$(error) Halted']);
  });

  it('says that a run is paused', () => {
    assert.deepEqual(shown(modelOf(['landed', 'ready'], { state: 'paused' })), [
      'paused',
      '$(debug-pause) 1/2 · paused',
    ]);
  });

  it('sums up the folders of the window', () => {
    const status = statusOf([taskRow({ id: '1.1', state: 'running' })]);
    const one = folderModel({ [authPath]: plan }, { status });
    const other = folderModel({ 'plan.md': plan }, { folder: 'file:///tools' });
    assert.deepEqual(shown(windowModel(one, other)), ['running', '$(sync~spin) 1/4']);
  });
});

describe('What stands above the plan tree', () => {
  it('is the count alone while all goes well', () => {
    const { description, message, needsYou } = headline(modelOf(['landed', 'running']));
    assert.deepEqual([description, message, needsYou], ['1 of 2 landed', '', 0]);
  });

  it('counts exactly the tasks that wait for a person', () => {
    const { message, needsYou } = headline(
      modelOf(['needs-you', 'failed', 'needs-you', 'running', 'blocked']),
    );
    assert.deepEqual([message, needsYou], ['2 tasks need you.', 2]);
  });

  it('says why nothing goes on', () => {
    const messages = (['paused', 'stopped', 'halted', 'failed'] as const).map(
      (state) => headline(modelOf(['failed'], { state, reason: 'no room' })).message,
    );
    assert.deepEqual(messages, [
      'Paused: no room. What runs goes on, nothing new starts.',
      'Stopped: no room. It can be resumed.',
      'Halted: no room.',
      'Ended with failures: 0 landed, 1 failed.',
    ]);
  });

  it('says what keeps a folder from running, with its name when there are several', () => {
    const problem = 'This folder is not trusted.';
    const one = folderModel({ [authPath]: plan }, { problem });
    assert.equal(headline(windowModel(one)).message, problem);
    assert.equal(headline(windowModel(one, folderModel({}))).message, `shop: ${problem}`);
  });
});
