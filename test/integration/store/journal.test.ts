import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Journal, readJournal } from '../../../src/adapters/store/journal.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import type { JournalEvent } from '../../../src/core/engine/events.ts';
import { mountSmallDisk } from '../../support/smallDisk.ts';

describe('A journal', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-journal-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function decision(seq: number): JournalEvent {
    const why = 'x'.repeat(1_500);
    return { seq, at: 0, generation: 1, type: 'decisionMade', task: null, what: 'went on', why };
  }

  it('keeps whole events only when the disk gets full, and goes on when there is room', function () {
    const disk = mountSmallDisk(join(folder, 'disk'), 64);
    if (disk === null) return this.skip();
    try {
      const file = join(folder, 'disk', 'journal.ndjson');
      const journal = Journal.create(file);
      journal.append(decision(1));
      disk.fill();
      let written = 1;
      const write = (): void => {
        for (;;) {
          journal.append(decision(written + 1));
          written += 1;
        }
      };
      assert.throws(write, (error) => error instanceof UserError && /no space is left/.test(error.message));
      assert.equal(readJournal(file).events.length, written);
      disk.empty();
      journal.append(decision(written + 1));
      journal.close();
      assert.equal(readJournal(file).events.length, written + 1);
    } finally {
      disk.dispose();
    }
  });

  it('says so when somebody has removed its file', async () => {
    const file = join(folder, 'journal.ndjson');
    const journal = Journal.create(file);
    journal.append(decision(1));
    await journal.sync();
    rmSync(file);
    journal.append(decision(2));
    await assert.rejects(
      journal.sync(),
      (error) => error instanceof UserError && /was removed/.test(error.message),
    );
    journal.close();
  });
});
