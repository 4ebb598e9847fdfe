import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { globsInside } from '../../../../src/vscode/repository/globsInside.ts';

describe('globs of a repository, seen from one of its folders', () => {
  it('are as they are in the repository itself', () => {
    assert.deepEqual(globsInside(['plan.md', 'plans/**/*.md'], ''), ['plan.md', 'plans/**/*.md']);
  });

  it('lose what leads into the folder, and count from it as well', () => {
    const globs = [
      'plans/*.md',
      'parts/app/plans/*.md',
      'parts/{app,web}/plan.md',
      'parts/*/own.md',
      'parts/web/plans/*.md',
      'parts',
    ];
    assert.deepEqual(globsInside(globs, 'parts/app/'), [...globs, 'plan.md', 'own.md']);
  });

  it('are left as they are where they reach over folders', () => {
    const globs = ['**/plan.md', '{parts/app,parts/web}/plan.md'];
    assert.deepEqual(globsInside(globs, 'parts/app/'), globs);
  });
});
