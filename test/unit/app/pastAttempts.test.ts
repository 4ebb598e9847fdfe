import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { PastAttempts } from '../../../src/app/pastAttempts.ts';
import { pastAttempt } from '../../support/pastAttempt.ts';

const line = pastAttempt();

describe('The attempts of earlier runs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-past-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(...lines: readonly unknown[]): void {
    appendFileSync(
      join(folder, 'history.ndjson'),
      lines.map((one) => (typeof one === 'string' ? `${one}\n` : `${JSON.stringify(one)}\n`)).join(''),
    );
  }

  it('are none before the first one', () => {
    assert.deepEqual(new PastAttempts(folder).lines(), []);
  });

  it('grow with the file, and stay the same list until it does', () => {
    const past = new PastAttempts(folder);
    write(line);
    const first = past.lines();
    assert.equal(past.lines(), first);
    write({ ...line, task: '2' });
    assert.deepEqual(
      past.lines().map(({ task }) => task),
      ['1', '2'],
    );
  });

  it('leave out what is none', () => {
    write('torn {', { ...line, schema: 2 }, { ...line, durationMs: 'long' }, line);
    assert.deepEqual(new PastAttempts(folder).lines(), [line]);
  });

  it('are the last 5,000', () => {
    write(...Array.from({ length: 5_010 }, (_, index) => ({ ...line, attempt: index })));
    const lines = new PastAttempts(folder).lines();
    assert.deepEqual([lines.length, lines[0]?.attempt], [5_000, 10]);
  });
});
