import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { bringToMyBranch } from '../../../src/app/bring.ts';
import { bringInto } from '../../../src/app/into.ts';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import { readingGit } from '../../../src/app/readingGit.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';
import { Story } from '../../support/engine/journal.ts';
import { plan as storyPlan, task } from '../../support/engine/plans.ts';

describe('Bringing the integration branch to the user’s own', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let project: Project;
  let run: string;

  beforeEach(async () => {
    rig = createCliRig({
      'plan.md': '# P\n\n- [ ] A1 One\n',
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['true'] }),
    });
    rig.scenario({ A1: [{ steps: [{ do: 'write', path: 'a.txt', text: 'by the agent\n' }] }] });
    assert.equal(rig.tutti(['run', 'plan.md']).code, 0);
    project = await openProject(rig.repo.folder);
    ({ run } = rig.status());
  });

  afterEach(() => {
    rig.dispose();
  });

  const bring = () => bringToMyBranch(project, { run, plan: 'plan' });

  async function refused(words: RegExp): Promise<void> {
    const before = rig.repo.git('for-each-ref') + rig.repo.git('status', '--porcelain');
    await assert.rejects(bring(), (error) => error instanceof UserError && words.test(error.message));
    assert.equal(rig.repo.git('for-each-ref') + rig.repo.git('status', '--porcelain'), before);
  }

  it('moves it forward, files and all, and says so once', async () => {
    const brought = await bring();
    assert.deepEqual(brought, {
      branch: 'main',
      integrationBranch: 'tutti/plan/integration',
      how: 'fast-forward',
    });
    assert.equal(readFileSync(join(rig.repo.folder, 'a.txt'), 'utf8'), 'by the agent\n');
    assert.equal(rig.repo.git('status', '--porcelain'), '');
    assert.equal((await bring()).how, 'unchanged');
  });

  it('merges where the branch has gone on', async () => {
    rig.repo.commit({ 'mine.txt': 'mine\n' });
    assert.equal((await bring()).how, 'merge');
    assert.equal(rig.repo.git('log', '-1', '--format=%s'), 'Merge plan plan into main\n');
    assert.equal(rig.repo.git('status', '--porcelain'), '');
  });

  it('says what git said when a run ends and git fails: the run is over all the same', async () => {
    const { state } = new Story([storyPlan([task('1')])]);
    state.phase = 'done';
    const said = await readingGit(project, (git) => bringInto(project, git, { state, branch: 'main' }));
    assert.match(said, /^main was left alone: git merge-base .*Not a valid object name base/);
  });

  it('is refused while there are uncommitted changes', async () => {
    rig.repo.write('plan.md', 'changed\n');
    await refused(/uncommitted changes on main/);
  });

  it('is refused where it would conflict', async () => {
    rig.repo.commit({ 'a.txt': 'mine\n' });
    await refused(/conflicts with it/);
  });

  it('is refused on a detached HEAD, and on a branch of ours', async () => {
    rig.repo.git('switch', '--quiet', '--detach');
    await refused(/HEAD is detached/);
    rig.repo.git('switch', '--quiet', '-c', 'tutti/mine');
    await refused(/switch to the branch/);
  });

  it('is refused where an untracked file is in the way', async () => {
    rig.repo.write('a.txt', 'untracked\n');
    await refused(/left alone/);
  });
});
