import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { draftInit, writeInit } from '../../../src/app/init.ts';
import { loadConfig } from '../../../src/app/loadConfig.ts';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';

describe('init', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'tutti-init-'));
    execFileSync('git', ['init', '-q', root]);
    await writeFile(path.join(root, 'package.json'), '{"scripts":{"test":"mocha"}}');
    await writeFile(path.join(root, 'package-lock.json'), '{}');
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it('writes a configuration that loads, with what it found', async () => {
    await writeFile(path.join(root, '.gitignore'), '.env\n*.local.json\n');
    for (const name of ['.env', '.env.example', 'settings.local.json'])
      await writeFile(path.join(root, name), '');

    const draft = await draftInit(root, ['claude']);
    assert.deepEqual(await writeInit(root, draft), ['tutti.json', 'plans/example.md']);

    const loaded = await loadConfig(root);
    assert.ok(loaded.ok);
    const { agent, verify, worktree } = loaded.value.config;
    assert.deepEqual(
      { agent, verify, setup: worktree.setup, copy: worktree.copy },
      { agent: 'claude', verify: ['npm test'], setup: ['npm ci'], copy: ['.env', 'settings.local.json'] },
    );
    assert.deepEqual(loaded.value.warnings, []);
  });

  it('writes a configuration that loads where nothing was found', async () => {
    await rm(path.join(root, 'package.json'));
    await writeInit(root, await draftInit(root, []));
    const loaded = await loadConfig(root);
    assert.deepEqual(loaded.ok && loaded.value.config.verify, []);
  });

  it('makes the gate the check of the sample plan', async () => {
    await writeInit(root, await draftInit(root, []));
    const plan = await readFile(path.join(root, 'plans/example.md'), 'utf8');
    assert.match(plan, /^- \[ \] VERIFY 2: `npm test`$/m);
    assert.deepEqual(checkPlan(plan, { path: 'plans/example.md' }).plan.diagnostics, []);
  });

  it('never overwrites', async () => {
    await writeFile(path.join(root, 'tutti.json'), '{}');
    await mkdir(path.join(root, 'plans'));
    const draft = await draftInit(root, []);
    assert.deepEqual(
      draft.files.map((file) => [file.path, file.exists]),
      [
        ['tutti.json', true],
        ['plans/example.md', false],
      ],
    );
    await writeFile(path.join(root, 'plans/example.md'), 'written in the meantime');

    assert.deepEqual(await writeInit(root, draft), []);
    assert.equal(await readFile(path.join(root, 'tutti.json'), 'utf8'), '{}');
    assert.equal(await readFile(path.join(root, 'plans/example.md'), 'utf8'), 'written in the meantime');
  });
});
