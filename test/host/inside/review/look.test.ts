import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activeTab, argumentOf, gitApi, textWith, waitFor } from './support.ts';

describe('Looking at work', function () {
  this.timeout(120_000);

  before(async () => {
    await vscode.extensions.getExtension('tutti.tutti')?.activate();
  });

  it('shows all changes of a task at once, and adds no repository to Source Control', async () => {
    const git = await gitApi();
    await waitFor('the repository', () => git.repositories.length > 0);
    const before = git.repositories.length;
    await vscode.commands.executeCommand('tutti.showChanges', argumentOf('A1'));
    await waitFor('the changes', () => activeTab().startsWith('A1 One, attempt 3'));
    const document = await waitFor('a side of them', () => textWith('tutti-git', 'from one'));
    assert.equal(document.uri.path, '/a.txt');
    assert.equal(git.repositories.length, before);
  });

  it('shows what one attempt changed, by its row', async () => {
    await vscode.commands.executeCommand('tutti.showChanges', attemptRow(1));
    await waitFor('the changes', () => activeTab().startsWith('A1 One, attempt 1'));
  });

  it('compares two attempts', async () => {
    await vscode.commands.executeCommand('tutti.compareAttempts', attemptRow(2));
    await waitFor('the changes', () => activeTab().startsWith('A1 One, attempt 1 and 2'));
  });

  it('shows what a gate printed, with links into the tree that it judged', async () => {
    await vscode.commands.executeCommand('tutti.showGateLog', {
      ...attemptRow(1),
      kind: 'gate',
      command: 'node gate.cjs',
    });
    const log = await waitFor('the output', () => textWith('tutti-log', 'at a.txt:2:1'));
    assert.match(log.lineAt(0).text, /^\$ node gate\.cjs {2}\(failed, /);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      log.uri,
      10,
    );
    const [link] = links;
    assert.ok(link?.target);
    const target = await vscode.workspace.openTextDocument(link.target.with({ fragment: '' }));
    assert.equal(target.lineAt(1).text, 'from one');
    assert.equal(link.target.fragment, 'L2,1');
  });

  it('shows what an agent said', async () => {
    await vscode.commands.executeCommand('tutti.showTranscript', attemptRow(1));
    const transcript = await waitFor('the transcript', () => textWith('tutti-log', 'I change the middle.'));
    assert.match(transcript.getText(), /■ finished/);
  });

  it('copies the name of the branch', async () => {
    await vscode.commands.executeCommand('tutti.copyBranchName', argumentOf('A1'));
    assert.equal(await vscode.env.clipboard.readText(), 'tutti/plan/A1-one');
  });

  function attemptRow(attempt: number): object {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const uri = vscode.Uri.joinPath(folder, 'plan.md').toString();
    return { kind: 'attempt', key: 'k', uri, attempt, ...argumentOf('A1') };
  }
});
