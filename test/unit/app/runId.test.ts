import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { nextRunId } from '../../../src/app/runId.ts';

const now = Date.UTC(2026, 10, 20, 14, 15, 0, 250);

describe('The id of a run', () => {
  it('is its start and its plans', () => {
    assert.equal(nextRunId(null, ['auth', 'shop'], now), '20261120-141500-auth+shop');
    assert.equal(nextRunId('20261120-141459-zoo', ['auth'], now), '20261120-141500-auth');
  });

  it('sorts behind the run that started in the same second, whatever that plays', () => {
    assert.equal(nextRunId('20261120-141500-zoo', ['auth'], now), '20261120-141501-auth');
    assert.equal(nextRunId('20261120-141501-auth', ['auth'], now), '20261120-141502-auth');
  });

  it('sorts behind the latest run after the clock was put back', () => {
    assert.equal(nextRunId('20261231-235959-zoo', ['auth'], now), '20270101-000000-auth');
  });

  it('does not mind folders that are no runs', () => {
    assert.equal(nextRunId('notes', ['auth'], now), '20261120-141500-auth');
  });
});
