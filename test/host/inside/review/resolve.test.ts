import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openMergeEditor } from '../../../../src/vscode/review/mergeEditor.ts';
import { activeTab, argumentOf, gitApi, textWith, waitFor } from './support.ts';

describe('Resolving a conflict', function () {
  this.timeout(120_000);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

  before(async () => {
    await vscode.extensions.getExtension('tutti.tutti')?.activate();
  });

  function draft(): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find(({ uri }) => /\/conflicts\/.*\/a\.txt$/.test(uri.path));
  }

  it('opens the merge editor with base, both sides and the result', async () => {
    const git = await gitApi();
    const before = git.repositories.length;
    await vscode.commands.executeCommand('tutti.resolveConflict', argumentOf('A1'));
    await waitFor('the merge editor', () => /a\.txt/.test(activeTab()) && /merg/i.test(activeTab()));
    await waitFor('the base', () => textWith('tutti-git', 'middle'));
    await waitFor('the landed side', () => textWith('tutti-git', 'from two'));
    await waitFor('the side of the task', () => textWith('tutti-git', 'from one'));
    const result = await waitFor('the result', draft);
    assert.equal(result.uri.scheme, 'file');
    assert.equal(git.repositories.length, before);
  });

  it('lands nothing while it is open', async () => {
    await vscode.commands.executeCommand('tutti.continueLanding', argumentOf('A1'));
    assert.equal(onIntegration('one.txt'), null);
  });

  it('opens the file with its markers when the merge editor refuses', async () => {
    const result = vscode.Uri.joinPath(folder, 'marked.txt');
    await vscode.workspace.fs.writeFile(result, Buffer.from('<<<<<<< a\none\n=======\ntwo\n>>>>>>> b\n'));
    const opened = await openMergeEditor(
      {
        folder: folder.toString(),
        conflict: { id: 'A1', branch: 'b', integrationBranch: 'i' },
        file: { path: 'marked.txt', base: null, ours: null, theirs: null, merged: null },
        result,
      },
      () => Promise.reject(new Error('command not found')),
    );
    assert.equal(opened, false);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^<{7} a\none/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(result);
  });

  it('goes on to land what was saved', async () => {
    const document = await waitFor('the draft', draft);
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, all, 'top\nfrom both\nbottom\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await vscode.commands.executeCommand('tutti.continueLanding', argumentOf('A1'));
    await waitFor('the task to land', () => onIntegration('one.txt') !== null);
    assert.equal(onIntegration('a.txt'), 'top\nfrom both\nbottom\n');
    assert.ok(!/merg/i.test(activeTab()), activeTab());
  });

  function onIntegration(file: string): string | null {
    try {
      return execFileSync('git', ['show', `tutti/plan/integration:${file}`], {
        cwd: folder.fsPath,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      if (error instanceof Error && 'status' in error) return null;
      throw error;
    }
  }
});
