import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { describeMissingAgents, findAgents } from '../../../../src/adapters/agents/find.ts';

describe('looking for agent CLIs', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-find-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds one on PATH with its version, and not a file that is no program', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(join(folder, 'claude'), '#!/bin/sh\necho "2.1.197 (Claude Code)"\n');
    await chmod(join(folder, 'claude'), 0o755);
    await writeFile(join(folder, 'codex'), 'not a program');
    const found = await findAgents({ environment: { PATH: `${folder}:/bin:/usr/bin` } });
    const facts = found.filter(({ name }) => name === 'claude' || name === 'codex');
    assert.deepEqual(
      facts.map(({ path, version, supported }) => ({ path, version, supported })),
      [
        { path: join(folder, 'claude'), version: '2.1.197', supported: true },
        { path: null, version: null, supported: false },
      ],
    );
  });

  it('says which were looked for and how to get one', async () => {
    const words = describeMissingAgents(await findAgents({ environment: { PATH: folder } }));
    assert.match(words, /looked for `claude`, `codex`, `gemini`, `opencode`/);
    assert.match(words, /npm install -g @anthropic-ai\/claude-code/);
  });
});
