import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { examine } from '../../../src/app/doctor.ts';
import type { DoctorOptions } from '../../../src/app/doctor.ts';
import type { AgentFinding } from '../../../src/adapters/agents/find.ts';
import type { DoctorCheck } from '../../../src/app/doctorCheck.ts';

const claude: AgentFinding = {
  name: 'claude',
  path: '/opt/claude',
  version: '2.1.0',
  supported: true,
  title: 'Claude Code',
  install: 'npm install -g it',
};

describe('doctor', () => {
  let folder: string;
  let root: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'tutti-doctor-')));
    root = path.join(folder, 'repository');
    await mkdir(root);
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Ada');
    git('config', 'user.email', 'ada@example.org');
    git('commit', '-q', '--allow-empty', '-m', 'First');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  function git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: root });
  }

  async function examined(options: Partial<DoctorOptions> = {}): Promise<readonly DoctorCheck[]> {
    const env = { PATH: process.env['PATH'], HOME: folder, ANTHROPIC_API_KEY: 'key' };
    return examine(root, { agents: [claude], env, nodeVersion: '20.19.0', ...options });
  }

  /** What the checks of one name say, without the good news. */
  async function complaints(
    name: DoctorCheck['name'],
    options: Partial<DoctorOptions> = {},
  ): Promise<unknown> {
    return (await examined(options))
      .filter((check) => check.name === name && check.ok !== 'ok')
      .map(({ ok, text, fix }) => [ok, text, fix]);
  }

  it('is content with a repository, a gate, a logged-in agent and room', async () => {
    await writeFile(path.join(root, 'tutti.json'), '{ "verify": "npm test" }');
    const checks = await examined();
    assert.deepEqual(
      checks.filter((check) => check.name !== 'disk' && check.ok !== 'ok'),
      [],
    );
    assert.deepEqual(
      checks.map((check) => check.name),
      ['node', 'git', 'repository', 'identity', 'config', 'gate', 'agent', 'worktrees', 'disk'],
    );
  });

  it('names an old Node and what to install', async () => {
    assert.deepEqual(await complaints('node', { nodeVersion: '18.20.1' }), [
      ['error', 'Node 18.20.1 is too old.', 'Install Node 20.19 or newer.'],
    ]);
  });

  it('says that a folder is no repository, and looks at the rest', async () => {
    await rm(path.join(root, '.git'), { recursive: true });
    assert.deepEqual(await complaints('repository'), [
      ['error', `${root} is not in a git repository.`, 'Initialize one and make a first commit.'],
    ]);
    assert.ok((await examined()).some((check) => check.name === 'config'));
  });

  it('points at each problem of the configuration', async () => {
    await writeFile(path.join(root, 'tutti.json'), '{ "retrys": 1 }');
    assert.deepEqual(await complaints('config'), [
      [
        'error',
        'tutti.json:1:3: `retrys` is not a known key; did you mean `retries`?',
        'Correct tutti.json.',
      ],
    ]);
  });

  it('warns when nothing gates', async () => {
    assert.deepEqual(await complaints('gate'), [
      [
        'warning',
        'No gate is configured: tasks land ungated.',
        'Name the test command in tutti.json: "verify".',
      ],
    ]);
  });

  it('calls a gate whose program does not exist an error, and names each', async () => {
    const verify = [
      'no-such-gate --all',
      './missing.sh',
      'CI=1 git status',
      'test -d . && no-such',
      '"$X" y',
    ];
    await writeFile(path.join(root, 'tutti.json'), JSON.stringify({ verify }));
    const fix = 'Install it, or correct "verify" in tutti.json.';
    assert.deepEqual(await complaints('gate'), [
      ['error', "The gate `no-such-gate --all` can't run: there is no program no-such-gate.", fix],
      ['error', "The gate `./missing.sh` can't run: there is no program ./missing.sh.", fix],
    ]);
  });

  it('leaves a gate alone that setup makes', async () => {
    const config = { verify: ['.venv/bin/pytest'], worktree: { setup: ['make venv'] } };
    await writeFile(path.join(root, 'tutti.json'), JSON.stringify(config));
    assert.deepEqual(await complaints('gate'), []);
  });

  it('tells how to get the default agent', async () => {
    assert.deepEqual(await complaints('agent', { agents: [{ ...claude, path: null }] }), [
      ['error', '`claude` needs Claude Code, which is not on PATH.', 'npm install -g it'],
    ]);
  });

  it('warns when no log-in can be seen', async () => {
    const checks = await examined({ env: { HOME: folder } });
    assert.deepEqual(
      checks.filter((check) => check.name === 'agent').map(({ ok }) => ok),
      ['warning'],
    );
  });

  it('takes a missing agent that is not the default for a warning', async () => {
    const agents = { mine: { adapter: 'command', command: ['./agent.sh'] } };
    await writeFile(path.join(root, 'tutti.json'), JSON.stringify({ agents, verify: 'true' }));
    assert.deepEqual(await complaints('agent'), [
      [
        'warning',
        "`mine` can't be started: there is no program ./agent.sh.",
        'Install it, make it executable, or change "agents": { "mine": { "command": … } }.',
      ],
    ]);
  });
});
