import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { bySameRepository, type FolderPlace } from '../../../../src/vscode/repository/sameRepository.ts';

function folder(name: string, root: string | null, prefix = ''): FolderPlace & { readonly name: string } {
  return { name, project: root === null ? null : { root }, plans: { prefix } };
}

function grouped(...folders: readonly ReturnType<typeof folder>[]): readonly string[] {
  return bySameRepository(folders).map((group) => group.map(({ name }) => name).join(' '));
}

describe('The folders of a window', () => {
  it('are one repository each, in their order', () => {
    assert.deepEqual(grouped(folder('shop', '/shop'), folder('bank', '/bank')), ['shop', 'bank']);
  });

  it('are one where they lie in one repository, and the outermost stands for it', () => {
    const app = folder('app', '/shop', 'parts/app/');
    const parts = folder('parts', '/shop', 'parts/');
    assert.deepEqual(grouped(app, folder('bank', '/bank'), parts, folder('shop', '/shop')), [
      'shop parts app',
      'bank',
    ]);
  });

  it('keep their order where none is around the other', () => {
    assert.deepEqual(grouped(folder('web', '/shop', 'parts/web/'), folder('app', '/shop', 'parts/app/')), [
      'web app',
    ]);
  });

  it('stand for themselves while their repository is not known', () => {
    assert.deepEqual(grouped(folder('one', null), folder('two', null)), ['one', 'two']);
  });
});
