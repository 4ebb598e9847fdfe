import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PlanPaths } from '../../../../src/vscode/repository/planPaths.ts';

describe('Paths of plans in a repository', () => {
  it('are those below the folder that is the repository', () => {
    const paths = new PlanPaths('/shop', '', '/shop');
    assert.equal(paths.inRepository('/shop/plans/auth.md'), 'plans/auth.md');
    assert.equal(paths.absolute('plans/auth.md'), '/shop/plans/auth.md');
    assert.equal(paths.inRepository('/shopping/auth.md'), null);
    assert.equal(paths.absolute('../notes.md'), '/notes.md');
  });

  it('lead to all of the repository from a folder that is a part of it', () => {
    const paths = new PlanPaths('/shop/parts/app', 'parts/app/', '/shop');
    for (const [absolute, path] of [
      ['/shop/parts/app/auth.md', 'parts/app/auth.md'],
      ['/shop/parts/bank/auth.md', 'parts/bank/auth.md'],
      ['/shop/auth.md', 'auth.md'],
    ] as const) {
      assert.equal(paths.inRepository(absolute), path);
      assert.equal(paths.absolute(path), absolute);
    }
    assert.equal(paths.inFolder('/shop/auth.md'), null);
    assert.equal(paths.inFolder('/shop/parts/app/auth.md'), 'auth.md');
  });

  it('go by the links that the folder was opened by', () => {
    const paths = new PlanPaths('/link/shop/parts/app', 'parts/app/', '/real/shop');
    assert.equal(paths.absolute('auth.md'), '/link/shop/auth.md');
    assert.equal(paths.inRepository('/link/shop/parts/bank/auth.md'), 'parts/bank/auth.md');
  });

  it('go by the real place where the folder itself is a link', () => {
    const paths = new PlanPaths('/home/app', 'parts/app/', '/real/shop');
    assert.equal(paths.absolute('parts/app/auth.md'), '/home/app/auth.md');
    assert.equal(paths.inRepository('/home/app/auth.md'), 'parts/app/auth.md');
    assert.equal(paths.absolute('auth.md'), '/real/shop/auth.md');
    assert.equal(paths.inRepository('/home/auth.md'), null);
  });
});
