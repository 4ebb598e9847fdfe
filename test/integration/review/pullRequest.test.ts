import { strict as assert } from 'node:assert';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openProject } from '../../../src/app/openProject.ts';
import type { Project } from '../../../src/app/project.ts';
import {
  createPullRequest,
  draftPullRequest,
  findPullRequest,
  pushForPullRequest,
} from '../../../src/app/pullRequest.ts';
import { UserError } from '../../../src/core/base/userError.ts';
import { createCliRig, type CliRig } from '../../support/cliRig.ts';

describe('A pull request of the integration branch', function () {
  this.timeout(120_000);
  let rig: CliRig;
  let project: Project;
  let run: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    rig = createCliRig({
      'plan.md': '# P\n\n- [ ] A1 One\n- [ ] A2 Two @everyone\n',
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['true'], retries: 0 }),
    });
    rig.scenario({ A2: [{ steps: [{ do: 'fail', message: 'no way' }] }] });
    rig.tutti(['run', 'plan.md']);
    project = await openProject(rig.repo.folder);
    ({ run } = rig.status());
    const bin = join(rig.repo.root, 'bin');
    mkdirSync(bin);
    env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  });

  afterEach(() => {
    rig.dispose();
  });

  /** Logged in to github.com; writes down what it is called with. `open`: answer to `pr view`. */
  function fakeGh(open: string): void {
    const script = [
      '#!/bin/sh',
      `printf '%s\\n' "$*" >> "${rig.repo.root}/gh.log"`,
      'case "$1 $2" in',
      '"auth status") [ "$4" = github.com ];;',
      `"pr view") ${open};;`,
      `"pr create") cat > "${rig.repo.root}/body.md"; echo https://github.com/ada/engine/pull/7;;`,
      'esac',
    ].join('\n');
    const file = join(rig.repo.root, 'bin', 'gh');
    writeFileSync(file, `${script}\n`);
    chmodSync(file, 0o755);
  }

  const draft = () => draftPullRequest(project, { run, plan: 'plan', title: 'My plan' }, env);

  it('is made by gh when that is logged in', async () => {
    fakeGh('exit 1');
    rig.repo.git('remote', 'add', 'origin', 'git@github.com:ada/engine.git');
    const made = await draft();
    assert.equal(made.host, 'github.com');
    assert.equal(await createPullRequest(project, made, env), 'https://github.com/ada/engine/pull/7');
    const calls = readFileSync(join(rig.repo.root, 'gh.log'), 'utf8');
    assert.match(
      calls,
      /pr create --head tutti\/plan\/integration --base main --title My plan --body-file -/,
    );
    const body = readFileSync(join(rig.repo.root, 'body.md'), 'utf8');
    assert.match(body, /1 of 2 tasks of `plan` have landed/);
    assert.match(body, /## Landed\n\n- A1 One\n/);
    assert.match(body, /## Not landed\n\n- A2 Two \\@everyone: failed, no way/);
  });

  it('is the one that is open already', async () => {
    fakeGh(`echo '{"url":"https://github.com/ada/engine/pull/3","state":"OPEN"}'`);
    rig.repo.git('remote', 'add', 'origin', 'git@github.com:ada/engine.git');
    const made = await draft();
    assert.equal(await findPullRequest(project, made, env), 'https://github.com/ada/engine/pull/3');
    assert.equal(await createPullRequest(project, made, env), 'https://github.com/ada/engine/pull/3');
  });

  it('is opened on the page of the remote without gh, or for another forge', async () => {
    rig.repo.git('remote', 'add', 'origin', 'git@gitlab.com:ada/engine.git');
    const made = await draft();
    assert.equal(made.host, null);
    assert.match(made.page ?? '', /^https:\/\/gitlab\.com\/ada\/engine\/-\/merge_requests\/new/);
    assert.equal(await findPullRequest(project, made, env), null);
  });

  it('pushes the branch under its own name, and never over what is there', async () => {
    const bare = join(rig.repo.root, 'bare.git');
    rig.repo.git('init', '--quiet', '--bare', bare);
    rig.repo.git('remote', 'add', 'origin', bare);
    const made = await draft();
    assert.equal(made.page, null);
    await pushForPullRequest(project, made);
    const pushed = rig.repo.gitIn(bare, 'rev-parse', 'tutti/plan/integration');
    assert.equal(pushed, rig.repo.git('rev-parse', 'tutti/plan/integration'));

    const other = rig.repo.git('commit-tree', '-m', 'other', 'HEAD^{tree}').trim();
    rig.repo.git('push', '--quiet', '--force', 'origin', `${other}:refs/heads/tutti/plan/integration`);
    const refused = pushForPullRequest(project, made);
    await assert.rejects(
      refused,
      (error) => error instanceof UserError && /was not pushed/.test(error.message),
    );
    assert.equal(rig.repo.gitIn(bare, 'rev-parse', 'tutti/plan/integration').trim(), other);
  });

  it('goes into the branch that the remote has of the user’s, else into its main one', async () => {
    const bare = join(rig.repo.root, 'bare.git');
    rig.repo.git('init', '--quiet', '--bare', '--initial-branch=trunk', bare);
    rig.repo.git('remote', 'add', 'origin', bare);
    rig.repo.git('push', '--quiet', 'origin', 'main:trunk');
    rig.repo.git('remote', 'set-head', 'origin', 'trunk');
    assert.equal((await draft()).base, 'trunk');
    rig.repo.git('switch', '--quiet', '-c', 'feature');
    rig.repo.git('push', '--quiet', 'origin', 'feature');
    assert.equal((await draft()).base, 'feature');
  });

  it('needs a remote', async () => {
    await assert.rejects(draft(), (error) => error instanceof UserError && /no remote/.test(error.message));
    assert.ok(!existsSync(join(rig.repo.root, 'gh.log')));
  });
});
