import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const plan = vscode.Uri.joinPath(folder, 'plan.md');

describe('a plan in a folder that is neither trusted nor a repository', () => {
  it('is read and checked, and nothing of it can be started', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(plan));
    const lenses = await eventually(
      'lenses',
      async () =>
        await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', plan),
      ({ length }) => length > 0,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Waits for 1.1'],
    );
    await eventually(
      'the problem',
      () => vscode.languages.getDiagnostics(plan).filter(({ source }) => source === 'Tutti'),
      ([first, ...others]) => first?.code === 'plan/unknown-dependency' && others.length === 0,
    );
    const place = new vscode.Position(3, 24);
    const found = await vscode.commands.executeCommand<readonly unknown[]>(
      'vscode.executeDefinitionProvider',
      plan,
      place,
    );
    assert.equal(found.length, 1);
  });
});
