import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { StatusWriter } from '../../../src/app/statusWriter.ts';
import { statusOf } from '../../support/statusOf.ts';

const always = (): boolean => true;

describe('the writer of status.json', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-status-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('counts the versions of what it writes', async () => {
    const file = join(folder, 'status.json');
    const writer = new StatusWriter(file, (version) => ({ ...statusOf([]), version }), always);
    await writer.flush();
    await writer.flush();
    assert.match(await readFile(file, 'utf8'), /"version":2\b/);
  });

  it('writes again after a snapshot that could not be written', async () => {
    const file = join(folder, 'run', 'status.json');
    const writer = new StatusWriter(file, (version) => ({ ...statusOf([]), version }), always);
    await assert.rejects(writer.flush(), /status\.json can't be used: it is not there/);
    await mkdir(join(folder, 'run'));
    await writer.flush();
    assert.match(await readFile(file, 'utf8'), /"version":2\b/);
  });

  it('leaves the file to whoever has taken the repository over while it wrote', async () => {
    const file = join(folder, 'status.json');
    let isHeld = true;
    const writer = new StatusWriter(
      file,
      (version) => ({ ...statusOf([]), version }),
      () => isHeld,
    );
    const late = writer.flush();
    isHeld = false;
    await late;
    assert.deepEqual(await readdir(folder), []);
  });
});
