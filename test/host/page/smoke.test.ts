import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { useHost } from '../support/useHost.ts';

describe('a window of a real VS Code', () => {
  const host = useHost();
  let repo: GitRepo;
  beforeEach(() => {
    repo = createGitRepo();
    repo.commit({ 'plan.md': '---\ntutti: true\n---\n# Plan\n\n- [ ] 1.1 One\n' });
  });
  afterEach(() => {
    repo.dispose();
  });

  it('opens a plan', async () => {
    const workbench = await host.open(repo.folder);
    await workbench.editor.open('plan.md', 4);
    assert.deepEqual((await workbench.editor.visibleLines()).slice(3, 6), ['# Plan', '', '- [ ] 1.1 One']);
  });
});
