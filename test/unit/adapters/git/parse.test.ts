import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import {
  parseConflictedMerge,
  parseLocalFiles,
  parseTreeChanges,
  parseWorktreeList,
} from '../../../../src/adapters/git/parse.ts';

describe('parsers of git', () => {
  it('read the list of worktrees: main, detached, gone, bare', () => {
    const text =
      'worktree /r\0HEAD aa\0branch refs/heads/main\0\0' +
      'worktree /with\nnewline\0HEAD bb\0detached\0prunable gitdir file points to non-existent location\0\0' +
      'worktree /bare.git\0bare\0\0';
    assert.deepEqual(parseWorktreeList(text), [
      { path: '/r', head: 'aa', branch: 'refs/heads/main', bare: false, prunable: false },
      { path: '/with\nnewline', head: 'bb', branch: null, bare: false, prunable: true },
      { path: '/bare.git', head: null, branch: null, bare: true, prunable: false },
    ]);
  });

  it('read local files once each, tracked ones first', () => {
    assert.deepEqual(parseLocalFiles('? new\0? a/inner\0R a\0C a\0C b \0'), [
      { path: 'a', tracked: true },
      { path: 'b ', tracked: true },
      { path: 'new', tracked: false },
      { path: 'a/inner', tracked: false },
    ]);
  });

  it('read changes between trees', () => {
    assert.deepEqual(parseTreeChanges(':000000 100755 00 ab A\0x\ty\0:120000 000000 cd 00 D\0z\0'), [
      { path: 'x\ty', oldMode: '000000', oldId: '00', newMode: '100755', newId: 'ab' },
      { path: 'z', oldMode: '120000', oldId: 'cd', newMode: '000000', newId: '00' },
    ]);
  });

  it('read a merge in conflict, with the kinds of each file and the messages of conflicts only', () => {
    const text = [
      'abc',
      '100644 01 1\ta\nb',
      '100644 02 2\ta\nb',
      '100755 03 3\ta\nb',
      '100644 04 2\tonly ours',
      '',
      '1',
      'a\nb',
      'Auto-merging',
      'Auto-merging a\n',
      '2',
      'a\nb',
      'only ours',
      'CONFLICT (contents)',
      'CONFLICT (content): Merge conflict\n',
      '',
    ].join('\0');
    assert.deepEqual(parseConflictedMerge(text), {
      tree: 'abc',
      message: 'CONFLICT (content): Merge conflict',
      files: [
        {
          path: 'a\nb',
          base: { mode: '100644', id: '01' },
          ours: { mode: '100644', id: '02' },
          theirs: { mode: '100755', id: '03' },
          kinds: ['CONFLICT (contents)'],
        },
        {
          path: 'only ours',
          base: null,
          ours: { mode: '100644', id: '04' },
          theirs: null,
          kinds: ['CONFLICT (contents)'],
        },
      ],
    });
  });

  it('read nothing out of nothing', () => {
    assert.deepEqual(
      [parseWorktreeList(''), parseLocalFiles(''), parseTreeChanges(''), parseConflictedMerge('').files],
      [[], [], [], []],
    );
  });
});
