import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';
import { eventually } from '../support/eventually.ts';
import { useHost } from '../support/useHost.ts';
import type { Workbench } from '../support/workbench.ts';

/** What an activation that has nothing to do may cost. */
const budgetMs = 50;

describe('A window without a plan', () => {
  const host = useHost();
  let repo: GitRepo;
  beforeEach(() => {
    repo = createGitRepo();
    repo.commit({ 'README.md': '# Shopping\n\n- [ ] buy milk\n' });
  });
  afterEach(() => {
    repo.dispose();
  });

  it('activates the extension within its budget, by the figure of VS Code itself', async () => {
    const times: number[] = [];
    // A machine that is busy with something else only makes it longer.
    while (times.length < 3 && !times.some((tookMs) => tookMs < budgetMs)) {
      const workbench = await host.open(repo.folder);
      times.push(await activationMs(workbench));
    }
    assert.ok(Math.min(...times) < budgetMs, `the activations took ${times.join(', ')} ms`);
  });
});

/** Woken by its view: a markdown file wakes VS Code's own extension beside it, whose loading counts into the figure. */
async function activationMs(workbench: Workbench): Promise<number> {
  await workbench.showView('Tutti', 'Plan');
  await workbench.runCommand('Developer: Show Running Extensions');
  const rows = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Tutti' });
  const text = await eventually(
    'the time of the activation',
    async () => ((await rows.count()) === 0 ? '' : rows.first().innerText()),
    (shown) => /Activation: \d+ms/.test(shown),
  );
  return Number(/Activation: (\d+)ms/.exec(text)?.[1]);
}
