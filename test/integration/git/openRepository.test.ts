import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gitEnvironment } from '../../../src/adapters/git/gitEnvironment.ts';
import { openRepository } from '../../../src/adapters/git/openRepository.ts';
import type { GitRepo } from '../../support/gitRepo.ts';
import { createGitRepo } from '../../support/gitRepo.ts';
import { valueOf } from '../../support/gitUnderTest.ts';

describe('openRepository', () => {
  let repo: GitRepo;

  beforeEach(() => {
    repo = createGitRepo();
  });

  afterEach(() => {
    repo.dispose();
  });

  const refusal = async (folder: string, env?: NodeJS.ProcessEnv): Promise<string> => {
    const result = await openRepository(folder, env);
    return result.ok ? 'opened' : `${result.reason}: ${result.message}`;
  };

  it('finds the main worktree from a subfolder and from a linked worktree', async () => {
    const linked = path.join(repo.root, 'linked');
    repo.git('worktree', 'add', '--quiet', '-b', 'side', linked);
    mkdirSync(path.join(repo.folder, 'sub'));
    for (const folder of [repo.folder, path.join(repo.folder, 'sub'), linked]) {
      const info = valueOf(await openRepository(folder));
      assert.deepEqual(
        { ...info, gitVersion: '' },
        {
          mainWorktree: repo.folder,
          commonDir: path.join(repo.folder, '.git'),
          branch: 'main',
          head: repo.git('rev-parse', 'main').trim(),
          dirty: false,
          untracked: [],
          identity: { name: 'Ada', email: 'ada@example.com' },
          gitVersion: '',
        },
      );
    }
  });

  it('says whether HEAD is detached, files are changed, and an identity is missing', async () => {
    repo.git('checkout', '--quiet', '--detach');
    writeFileSync(path.join(repo.folder, 'README.md'), 'changed\n');
    repo.git('config', '--unset', 'user.email');
    const env = { ...gitEnvironment(process.env), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const info = valueOf(await openRepository(repo.folder, env));
    assert.deepEqual([info.branch, info.dirty, info.identity], [null, true, null]);
  });

  it('tells untracked files from changed ones, and looks past ignored ones and the state folder', async () => {
    repo.commit({ '.gitignore': 'ignored\n', 'moved.txt': 'moved\n' });
    for (const name of ['loose.txt', 'new/a.txt', 'new/b.txt', 'ignored', '.tutti/lock/1.json'])
      repo.write(name, '1\n');
    const loose = valueOf(await openRepository(path.join(repo.folder, 'new')));
    assert.deepEqual([loose.dirty, loose.untracked], [false, ['loose.txt', 'new/']]);
    repo.git('mv', 'moved.txt', '?? odd.txt');
    const moved = valueOf(await openRepository(repo.folder));
    assert.deepEqual([moved.dirty, moved.untracked], [true, ['loose.txt', 'new/']]);
  });

  it('works in whatever environment the user has', async () => {
    const env = gitEnvironment({
      ...process.env,
      EDITOR: 'vi',
      VISUAL: 'vi',
      PAGER: 'less',
      SSH_ASKPASS: '/usr/bin/ask',
      GIT_SSH_COMMAND: 'ssh -v',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_EXEC_PATH: repo.git('--exec-path').trim(),
      GIT_DIR: '/nowhere',
      GIT_CONFIG_COUNT: '3',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_CONFIG_KEY_1: 'core.sshCommand',
      GIT_CONFIG_VALUE_1: 'ssh -v',
      GIT_CONFIG_KEY_2: 'credential.helper',
      GIT_CONFIG_VALUE_2: '!true',
    });
    assert.equal(await refusal(repo.folder, env), 'opened');
  });

  it('refuses a folder that is missing, or is in no repository', async () => {
    const missing = path.join(repo.root, 'missing');
    assert.equal(await refusal(missing), `not-a-repository: there is no folder ${missing}`);
    assert.equal(
      await refusal(repo.root),
      `not-a-repository: ${repo.root} is not in a git repository: initialize one and make a first commit`,
    );
  });

  it('refuses a repository that is bare, or has no commit', async () => {
    const bare = path.join(repo.root, 'bare.git');
    repo.git('clone', '--quiet', '--bare', repo.folder, bare);
    assert.equal(
      await refusal(bare),
      `bare: ${bare} is a bare repository: run Tutti in a clone with a worktree`,
    );
    const empty = createGitRepo({ empty: true });
    assert.equal(
      await refusal(empty.folder),
      `no-commits: ${empty.folder} has no commit yet: make a first commit, tasks start from it`,
    );
    empty.dispose();
  });

  it('refuses a git that is missing or too old', async () => {
    const folder = path.join(repo.root, 'bin');
    mkdirSync(folder);
    const env = { ...process.env, PATH: folder };
    assert.equal(
      await refusal(repo.folder, env),
      'git-missing: git was not found on PATH: install git 2.38 or newer',
    );
    writeFileSync(path.join(folder, 'git'), '#!/bin/sh\necho git version 2.37.1\n', { mode: 0o755 });
    assert.equal(
      await refusal(repo.folder, env),
      'git-too-old: git 2.37.1 is too old: Tutti needs git 2.38 or newer',
    );
  });
});
