import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  chooseSide,
  isDraftOf,
  openDrafts,
  setDraftsAside,
  type Draft,
} from '../../../src/app/conflictDrafts.ts';
import type { Conflict } from '../../../src/app/conflicts.ts';

const markers = '<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n';
const absent = { base: null, ours: null, theirs: null };
const conflict: Conflict = {
  ...{ run: '20261120-141500-plan', task: 'plan/A1', id: 'A1', title: 'One' },
  ...{ branch: 'tutti/plan/A1-one', integrationBranch: 'tutti/plan/integration' },
  ...{ tip: 'a'.repeat(40), parents: ['a'.repeat(40), 'b'.repeat(40)], tree: 'c'.repeat(40) },
  files: [
    { path: 'src/a.txt', ...absent, merged: markers },
    { path: 'logo.png', ...absent, merged: null },
  ],
};

describe('A resolution that is given up', () => {
  let project = { stateFolder: '' };

  beforeEach(() => {
    project = { stateFolder: mkdtempSync(join(tmpdir(), 'tutti-drafts-')) };
  });

  afterEach(() => {
    rmSync(project.stateFolder, { recursive: true, force: true });
  });

  function open(): string {
    const isText = (draft: Draft) => draft.kind === 'text';
    return openDrafts(project, conflict).find(isText)?.file ?? '';
  }

  it('is kept as it was written, where no command takes it for a draft, and the next one begins anew', () => {
    const file = open();
    writeFileSync(file, 'half way\n');
    chooseSide(project, conflict, { path: 'logo.png', side: 'theirs' });
    const kept = setDraftsAside(project, conflict, Date.UTC(2026, 10, 20, 14, 15)) ?? '';
    const { run, task } = conflict;
    assert.equal(kept, join(project.stateFolder, 'runs', run, 'set-aside', '20261120T141500000Z-plan+A1'));
    const moved = join(kept, 'files', 'src', 'a.txt');
    assert.equal(readFileSync(moved, 'utf8'), 'half way\n');
    assert.deepEqual(JSON.parse(readFileSync(join(kept, 'sides.json'), 'utf8')), { 'logo.png': 'theirs' });
    assert.ok(isDraftOf(project, { run, task, file }) && !isDraftOf(project, { run, task, file: moved }));
    assert.equal(readFileSync(open(), 'utf8'), markers);
    assert.deepEqual(
      openDrafts(project, conflict).map((draft) => (draft.kind === 'choice' ? draft.side : draft.kind)),
      ['text', null],
    );
  });

  it('leaves nothing behind when nothing was begun', () => {
    const file = open();
    assert.equal(setDraftsAside(project, conflict, 0), null);
    assert.ok(!existsSync(file));
  });

  it('goes when twenty later ones are kept', () => {
    const kept = Array.from({ length: 22 }, (_, at) => {
      writeFileSync(open(), `${String(at)}\n`);
      return setDraftsAside(project, conflict, at) ?? '';
    });
    assert.deepEqual(
      kept.map((folder) => existsSync(folder)),
      kept.map((_, at) => at > 1),
    );
  });
});
