import assert from 'node:assert/strict';
import { readHostMessage } from '../../../../src/shared/dashboard/guards.ts';
import { readPageMessage } from '../../../../src/shared/dashboard/readPageMessage.ts';
import { dashboardView } from '../../../support/dashboardView.ts';

describe('messages of the dashboard', () => {
  const view = dashboardView(12);
  const snapshot = { type: 'snapshot', protocol: 1, seq: 1, now: 5, readOnly: true, view };

  const detail = {
    ref: 'a/1',
    attempts: [],
    gates: [],
    files: [],
    filesChanged: 0,
    activity: [],
    branch: null,
    worktree: null,
    request: null,
    actions: [],
  };

  it('are read when all of their parts are there, also after they crossed a wire as JSON', () => {
    for (const message of [
      snapshot,
      { type: 'patch', seq: 2, now: 6, patch: { tasks: view.tasks, order: ['auth/1.1'], forecast: null } },
      { type: 'detail', ref: 'a/1', detail },
      { type: 'detail', ref: 'a/1', detail: null },
      { type: 'notice', text: 'The gate failed.' },
    ])
      assert.deepEqual(readHostMessage(JSON.parse(JSON.stringify(message))), { ok: true, value: message });
  });

  it('are refused with a sentence when a part is missing or is another', () => {
    const [card] = view.tasks;
    const [node] = view.structure.nodes;
    const [chart] = view.metrics.charts;
    for (const message of [
      null,
      'snapshot',
      { type: 'constructor' },
      { ...snapshot, view: { ...view, tasks: null } },
      { ...snapshot, view: { ...view, header: { ...view.header, state: 'asleep' } } },
      { ...snapshot, view: { ...view, tasks: [{ ...card, state: 'toString' }] } },
      { ...snapshot, view: { ...view, timeline: [{ ref: 'a', spans: [{ kind: 'nap' }] }] } },
      { ...snapshot, view: { ...view, metrics: { ...view.metrics, charts: [{ id: 'x' }] } } },
      { ...snapshot, view: { ...view, structure: { ...view.structure, nodes: [{ ...node, kind: 'x' }] } } },
      { ...snapshot, view: { ...view, metrics: { ...view.metrics, charts: [{ ...chart, unit: 'km' }] } } },
      { type: 'detail', ref: 'a/1', detail: { ...detail, actions: ['explode'] } },
      { ...snapshot, view: { ...view, workers: [{ attempt: 'auth/1.1/1' }] } },
      { ...snapshot, view: { ...view, queue: [{ plan: 'auth', id: '1.1', place: 'first' }] } },
      { ...snapshot, view: { ...view, header: { ...view.header, controls: ['explode'] } } },
      { type: 'patch', seq: 2, now: 6, patch: { activity: [null] } },
      { type: 'patch', seq: '2', now: 6, patch: {} },
      { type: 'patch', seq: 2, now: 6, patch: { order: [1] } },
      { type: 'patch', seq: 2, now: 6, patch: { charts: [1] } },
    ]) {
      const read = readHostMessage(message);
      assert.match(
        read.ok ? 'read' : read.reason,
        /can’t be read\. Reload the page/,
        JSON.stringify(message).slice(0, 80),
      );
    }
  });

  it('of another version are refused with both versions', () => {
    const read = readHostMessage({ ...snapshot, protocol: 2, view: 'of a later time' });
    assert.match(read.ok ? 'read' : read.reason, /version 1 of .* is version 2\./);
  });

  it('of the page are read by the host with the same care', () => {
    const good = [
      { type: 'ready', protocol: 1 },
      { type: 'resync' },
      { type: 'detail', ref: 'auth/1.1' },
      { type: 'control', control: 'drain' },
      { type: 'act', action: 'landNow', ref: 'auth/1.1', request: null },
      { type: 'act', action: 'answer', ref: 'auth/1.1', request: 'r1', answer: 'the second' },
      { type: 'save', name: 'tokens', kind: 'csv', text: '' },
    ];
    for (const message of good) assert.deepEqual(readPageMessage(message), { ok: true, value: message });
    for (const message of [
      undefined,
      { type: 'ready', protocol: 2 },
      { type: 'control', control: 'explode' },
      { type: 'control', control: 'valueOf' },
      { type: 'act', action: 'retry' },
      { type: 'save', name: 'x', kind: 'exe', text: '' },
    ])
      assert.equal(readPageMessage(message).ok, false, JSON.stringify(message));
  });
});
