import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { setConfigured } from '../../../../src/vscode/repository/setConfigured.ts';

const path = ['budget', 'run', 'usd'];
const key = path.join('.');

describe('A value that a command sets', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  const settings = () => vscode.workspace.getConfiguration('tutti', folder);
  const { Workspace } = vscode.ConfigurationTarget;
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tutti-configured-'));
  });
  afterEach(async () => {
    await settings().update(key, undefined, Workspace);
    rmSync(root, { recursive: true });
  });

  const inFile = (): unknown => JSON.parse(readFileSync(join(root, 'tutti.json'), 'utf8'));

  it('goes to tutti.json where the settings of the workspace say nothing', async () => {
    assert.equal(await setConfigured({ folder, root }, path, 20), 'tutti.json');
    assert.deepEqual(inFile(), { budget: { run: { usd: 20 } } });
    assert.equal(settings().inspect(key)?.workspaceValue, undefined);
  });

  it('goes to the settings of the workspace where they would hide it', async () => {
    await settings().update(key, 5, Workspace);
    assert.match(await setConfigured({ folder, root }, path, 20), /^the settings of the (folder|workspace)$/);
    assert.equal(settings().get(key), 20);
    assert.throws(inFile);
  });

  it('is no limit only when the settings say none any more', async () => {
    await settings().update(key, 5, Workspace);
    assert.equal(await setConfigured({ folder, root }, path, null), 'tutti.json');
    assert.deepEqual(inFile(), { budget: { run: { usd: null } } });
    assert.equal(settings().inspect(key)?.workspaceValue, undefined);
  });
});
