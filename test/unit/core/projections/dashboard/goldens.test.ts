import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { ShownRun } from '../../../../support/dashboardOf.ts';
import { readRecording, recordedFolder, recordings } from '../../../../support/engine/recordedRuns.ts';

const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

describe('the dashboard of a recorded run', () => {
  for (const [name, play] of Object.entries(recordings)) {
    it(`"${name}" is what it was, halfway and at the end (UPDATE_GOLDEN=1 records and rewrites it)`, () => {
      if (isUpdate) {
        const lines = play().map((event) => `${JSON.stringify(event)}\n`);
        writeFileSync(join(recordedFolder, `${name}.ndjson`), lines.join(''));
      }
      const journal = readRecording(name);
      const run = new ShownRun();
      const half = Math.floor(journal.length / 2);
      const halfway = run.take(...journal.slice(0, half)).view();
      run.take(...journal.slice(half)).past = run.history;
      const views = { halfway, atTheEnd: run.view() };
      const golden = join(recordedFolder, `${name}.json`);
      if (isUpdate) writeFileSync(golden, `${JSON.stringify(views, null, 1)}\n`);
      assert.deepEqual(JSON.parse(JSON.stringify(views)), JSON.parse(readFileSync(golden, 'utf8')));
    });
  }

  it('is there for every journal, and there are no others', () => {
    const files = Object.keys(recordings).flatMap((name) => [`${name}.ndjson`, `${name}.json`]);
    assert.deepEqual(readdirSync(recordedFolder).sort(), files.sort());
  });
});
