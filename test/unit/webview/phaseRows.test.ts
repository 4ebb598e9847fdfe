import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { phaseRows } from '../../../webview-ui/forecast/facts.ts';
import { noFilter } from '../../../webview-ui/filter.ts';
import { indexOf } from '../../../webview-ui/scene.ts';
import { ShownRun } from '../../support/dashboardOf.ts';
import { readRecording } from '../../support/engine/recordedRuns.ts';

describe('the phases of a run', () => {
  const journal = readRecording('two-phases');
  const lastLanding = journal.findLastIndex(({ type }) => type === 'taskLanded');

  it('are over with the last of their tasks, and count no group', () => {
    const run = new ShownRun().take(...journal.slice(0, lastLanding + 1));
    const view = run.view();
    const scene = {
      view,
      index: indexOf(view),
      cards: new Map(view.tasks.map((card) => [card.ref, card])),
      filter: noFilter,
      shown: null,
      selected: null,
      readOnly: true,
      clock: () => 0,
    };
    const rows = phaseRows(scene);
    assert.equal(view.header.endedAt, null);
    const counts = rows.map(([, count]) => count?.split(' of ').map(Number));
    assert.equal(
      counts.reduce((all, [, total] = []) => all + (total ?? 0), 0),
      view.header.total,
    );
    for (const [, , , , difference] of rows) assert.match(difference ?? '', /^[+−]/);
  });
});
