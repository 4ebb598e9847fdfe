import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { UserError } from '../../../src/core/base/userError.ts';
import { offerGate, type GateOffer } from '../../../src/app/gateOffer.ts';
import { openProject } from '../../../src/app/openProject.ts';
import { createGitRepo, type GitRepo } from '../../support/gitRepo.ts';

describe('the offer of a gate', () => {
  let repo: GitRepo;

  beforeEach(() => {
    repo = createGitRepo();
    repo.commit({
      'package.json': '{"scripts":{"test":"mocha"}}',
      'package-lock.json': '{}',
      'plan.md': '# Plan\n\n- [ ] 1.1 One\n',
    });
  });

  afterEach(() => {
    repo.dispose();
  });

  async function offered(agent: string | null = 'script'): Promise<GateOffer | null> {
    return offerGate(await openProject(repo.folder), { plans: ['plan.md'], cwd: repo.folder, agent });
  }

  it('is what the project is tested with, and becomes its configuration when it is accepted', async () => {
    const offer = await offered();
    assert.deepEqual([offer?.verify, offer?.setup], [['npm test'], ['npm ci']]);
    assert.equal(await offer?.accept(), true);
    const { config } = await openProject(repo.folder);
    assert.deepEqual([config.verify, config.worktree.setup], [['npm test'], ['npm ci']]);
  });

  it('never overwrites a configuration', async () => {
    const offer = await offered();
    repo.write('tutti.json', '{ "retries": 1 }');
    assert.equal(await offer?.accept(), false);
    assert.equal((await openProject(repo.folder)).config.retries, 1);
    assert.equal(await offered(), null);
  });

  it('is not made while the agents are missing: nothing would run with it', async () => {
    await assert.rejects(offered('nobody'), UserError);
  });

  it('is made before the first run only', async () => {
    repo.write('.tutti/runs/20260101-000000-plan/journal.ndjson', '');
    assert.equal(await offered(), null);
  });

  it('is not made for a plan that names its gate or has mistakes, or where nothing tests', async () => {
    repo.write('plan.md', '---\nverify: make check\n---\n# Plan\n\n- [ ] 1.1 One\n');
    assert.equal(await offered(), null);
    repo.write('plan.md', '# Plan\n\n- [ ] 1.1 One (depends: 9)\n');
    assert.equal(await offered(), null);
    repo.write('plan.md', '# Plan\n\n- [ ] 1.1 One\n');
    repo.write('package.json', '{}');
    assert.equal(await offered(), null);
  });
});
