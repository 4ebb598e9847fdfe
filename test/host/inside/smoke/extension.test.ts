import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('the extension in a real VS Code', () => {
  it('is found and activates', async () => {
    const extension = vscode.extensions.getExtension('tutti.tutti');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
