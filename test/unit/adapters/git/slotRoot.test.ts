import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { chooseSlotRoot, ensureIgnored } from '../../../../src/adapters/git/slotRoot.ts';

describe('the folder of the slots', () => {
  it('is beside the repository, or as configured', () => {
    const repository = path.join(tmpdir(), 'repo');
    assert.deepEqual(chooseSlotRoot(repository, null), { folder: `${repository}.tutti`, why: 'beside' });
    assert.deepEqual(chooseSlotRoot(repository, '../slots'), {
      folder: path.join(tmpdir(), 'slots'),
      why: 'configured',
    });
  });

  it('is inside where nothing can be made beside', () => {
    // A folder that does not exist cannot be written, not even by root.
    const repository = path.join(tmpdir(), 'tutti-no-such-folder', 'repo');
    assert.deepEqual(chooseSlotRoot(repository, null), {
      folder: path.join(repository, '.tutti', 'worktrees'),
      why: 'inside',
    });
  });

  it('is then kept out of git by a .gitignore of its own, which is never overwritten', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'tutti-root-'));
    try {
      const state = path.join(root, '.tutti');
      ensureIgnored(state);
      assert.equal(readFileSync(path.join(state, '.gitignore'), 'utf8'), '*\n');
      assert.equal(statSync(state).mode & 0o777, 0o700);
      writeFileSync(path.join(state, '.gitignore'), 'mine\n');
      ensureIgnored(state);
      assert.equal(readFileSync(path.join(state, '.gitignore'), 'utf8'), 'mine\n');
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
