import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runFolder } from '../../../src/adapters/store/runFolders.ts';
import { PlanRuns } from '../../../src/app/planRuns.ts';
import type { RunStatus } from '../../../src/shared/status.ts';
import { statusOf, taskRow } from '../../support/statusOf.ts';

describe('The run that tells how a plan stands', () => {
  let state: string;
  let runs: PlanRuns;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'tutti-plan-runs-'));
    runs = new PlanRuns(state);
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
  });

  function write(run: string, plans: readonly string[], rest: Partial<RunStatus> = {}): RunStatus {
    const tasks = plans.map((plan) => taskRow({ plan, id: '1', state: 'landed' }));
    const status = statusOf(tasks, { run, state: 'done', ...rest });
    const { folder, journal, status: file } = runFolder(state, run);
    mkdirSync(folder, { recursive: true });
    writeFileSync(journal, '');
    writeFileSync(file, JSON.stringify(status));
    return status;
  }

  it('is the latest that has it, whichever runs came since', () => {
    write('20261120-100000-auth', ['auth']);
    const later = write('20261120-110000-auth+shop', ['auth', 'shop']);
    const latest = write('20261120-120000-mail', ['mail']);
    assert.deepEqual(runs.statusOf('plans/auth.md', latest), later);
    assert.equal(runs.statusOf('plans/mail.md', latest), latest);
    assert.equal(runs.statusOf('plans/other.md', latest), null);
  });

  it('is the shown one where that has the plan, even if there is a later one', () => {
    const shown = write('20261120-100000-auth', ['auth']);
    write('20261120-110000-auth', ['auth']);
    assert.equal(runs.statusOf('plans/auth.md', shown), shown);
  });

  it('is another one as soon as one more run is shown', () => {
    const first = write('20261120-100000-auth', ['auth'], { version: 1, state: 'failed' });
    assert.equal(runs.statusOf('plans/auth.md', null)?.run, first.run);
    const last = write('20261120-100000-auth', ['auth'], { version: 20 });
    const next = write('20261120-110000-mail', ['mail']);
    assert.deepEqual(runs.statusOf('plans/auth.md', next), last);
  });

  it('is stopped when it was cut off', () => {
    write('20261120-100000-auth', ['auth'], { state: 'running' });
    assert.equal(runs.statusOf('plans/auth.md', null)?.state, 'stopped');
  });

  it('is none that left no status, or one that can not be read', () => {
    const good = write('20261120-100000-auth', ['auth']);
    write('20261120-110000-auth', ['auth']);
    write('20261120-120000-auth', ['auth']);
    rmSync(runFolder(state, '20261120-110000-auth').status);
    writeFileSync(runFolder(state, '20261120-120000-auth').status, '{"schema":1');
    assert.deepEqual(runs.statusOf('plans/auth.md', null), good);
    assert.equal(new PlanRuns(join(state, 'gone')).statusOf('plans/auth.md', null), null);
  });
});
