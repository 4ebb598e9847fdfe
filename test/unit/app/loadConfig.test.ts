import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { formatProblem, loadConfig } from '../../../src/app/loadConfig.ts';

describe('loadConfig', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'tutti-config-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function problemsOf(text: string): Promise<readonly string[]> {
    await writeFile(path.join(root, 'tutti.json'), text);
    const loaded = await loadConfig(root);
    return loaded.ok ? [] : loaded.problems.map(formatProblem);
  }

  it('is the defaults where there is no file', async () => {
    const loaded = await loadConfig(root);
    assert.ok(loaded.ok);
    assert.deepEqual([loaded.value.file, loaded.value.config.limits.run], [null, 8]);
  });

  it('reads comments, trailing commas and a byte order mark', async () => {
    const file = path.join(root, 'tutti.json');
    await writeFile(file, '\uFEFF{\n  // the gate\n  "verify": ["npm test",],\n}\n');
    const loaded = await loadConfig(root);
    assert.ok(loaded.ok);
    assert.deepEqual([loaded.value.file, loaded.value.config.verify], [file, ['npm test']]);
  });

  it('takes an empty file for an empty configuration', async () => {
    assert.deepEqual(await problemsOf('  \n'), []);
  });

  it('says where the syntax breaks', async () => {
    assert.deepEqual(await problemsOf('{\n  "retries": 2\n  "turns": 5\n}\n'), [
      'tutti.json:3:3: This is not valid JSON: a comma is expected.',
    ]);
  });

  it('says where a key is wrong', async () => {
    assert.deepEqual(await problemsOf('{\n  "limits": {\n    "rnu": 2\n  }\n}\n'), [
      'tutti.json:3:5: `limits.rnu` is not a known key; did you mean `limits.run`?',
    ]);
  });

  it('points at the nearest part for what is missing', async () => {
    assert.deepEqual(await problemsOf('{\n  "agents": {\n    "mine": {}\n  }\n}\n'), [
      'tutti.json:3:5: `agents.mine.adapter` is missing: one of "claude", "command", "script".',
    ]);
  });

  it('does not blame the file for what the command line says', async () => {
    await writeFile(path.join(root, 'tutti.json'), '{ "verify": [] }');
    const loaded = await loadConfig(root, { commandLine: { agent: 'nobody' } });
    assert.ok(!loaded.ok);
    assert.deepEqual(loaded.problems.map(formatProblem), [
      'There is no agent profile `nobody`; known are `claude`, `script`.',
    ]);
  });

  it('warns about keys that nothing acts on yet, and goes on', async () => {
    await writeFile(path.join(root, 'tutti.json'), '{ "features": { "memory": true } }');
    const loaded = await loadConfig(root);
    assert.ok(loaded.ok);
    assert.deepEqual(loaded.value.warnings.map(formatProblem), [
      'tutti.json:1:17: `features.memory` is known but not acted on in this version.',
    ]);
  });

  it('says that a file can not be read', async () => {
    await mkdir(path.join(root, 'tutti.json'));
    const loaded = await loadConfig(root);
    assert.ok(!loaded.ok);
    assert.match(loaded.problems.map(formatProblem).join(), /^tutti.json: It can't be read: EISDIR/);
  });
});
