import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { stampOf, textOf } from '../../../../src/vscode/repository/planOnDisk.ts';

describe('a plan on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutti-plan-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has a text, and a stamp that differs when it is written', () => {
    const file = join(folder, 'plan.md');
    writeFileSync(file, '# One\n');
    const before = stampOf(file);
    assert.equal(textOf(file), '# One\n');
    writeFileSync(file, '# Another\n');
    assert.notEqual(stampOf(file), before);
  });

  it('is none when it is gone, a folder, or can not be reached', () => {
    mkdirSync(join(folder, 'folder.md'));
    symlinkSync('loop.md', join(folder, 'loop.md'));
    writeFileSync(join(folder, 'file'), '');
    const names = ['gone.md', 'folder.md', 'loop.md', 'file/plan.md'];
    assert.deepEqual(
      names.map((name) => textOf(join(folder, name))),
      [null, null, null, null],
    );
    assert.deepEqual(
      ['gone.md', 'loop.md', 'file/plan.md'].map((name) => stampOf(join(folder, name))),
      [null, null, null],
    );
  });
});
