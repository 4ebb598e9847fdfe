import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { setConfigValue } from '../../../src/app/editConfig.ts';

describe('Setting a value of tutti.json', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-config-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const read = (): string => readFileSync(join(root, 'tutti.json'), 'utf8');

  it('makes the file when there is none', async () => {
    await setConfigValue(root, ['budget', 'run', 'usd'], 20);
    assert.deepEqual(JSON.parse(read()), { budget: { run: { usd: 20 } } });
  });

  it('leaves comments and all other values as they are', async () => {
    writeFileSync(join(root, 'tutti.json'), '{\n  // Ours.\n  "agent": "claude",\n  "retries": 1,\n}\n');
    await setConfigValue(root, ['agent'], 'mine');
    assert.equal(read(), '{\n  // Ours.\n  "agent": "mine",\n  "retries": 1,\n}\n');
  });
});
