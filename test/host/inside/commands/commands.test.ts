import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuttiApi } from '../../../../src/vscode/api.ts';
import { eventually } from '../../support/eventually.ts';

describe('The commands, with the arguments of rows and lenses', function () {
  this.timeout(120_000);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  const plan = vscode.Uri.joinPath(folder, 'plan.md');
  let api: TuttiApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<TuttiApi>('tutti.tutti');
    assert.ok(extension !== undefined);
    api = await extension.activate();
  });

  async function states(): Promise<Readonly<Record<string, string>>> {
    const status = await api.status(folder);
    return Object.fromEntries((status?.tasks ?? []).map(({ id, state }) => [id, state]));
  }

  function argument(task: string): object {
    return { folder: folder.toString(), plan: 'plan', task };
  }

  function page(name: string): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'tutti-page' && uri.path.includes(name),
    );
  }

  it('export the graph as a Mermaid block of a new document', async () => {
    await vscode.commands.executeCommand('tutti.exportMermaid', plan);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Login\n\n```mermaid\nflowchart LR\n[\s\S]*```\n$/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('tell what a run would take, and start nothing', async () => {
    await vscode.commands.executeCommand('tutti.dryRun', plan);
    const text = page('Forecast')?.getText() ?? '';
    assert.match(text, /^Expected: about .* for 4 tasks, 2 at once at most/);
    assert.match(text, /Critical path: /);
    assert.equal(await api.status(folder), null);
  });

  it('play one task of a lens', async () => {
    await vscode.commands.executeCommand('tutti.runTask', argument('1.2'));
    await eventually('1.2 to land', states, (now) => now['1.2'] === 'landed');
    assert.equal((await states())['1.1'], 'pending');
  });

  it('play the tasks of the rows that are selected', async () => {
    const rows = ['1.1', '1.2'].map((task) => ({
      kind: 'task',
      key: `${plan.toString()}#${task}`,
      uri: plan.toString(),
      ...argument(task),
    }));
    await vscode.commands.executeCommand('tutti.runSelection', rows[0], rows);
    await eventually('1.1 to fail', states, (now) => now['1.1'] === 'failed');
  });

  it('go on with a run that is over, for the sake of a task that is tried again', async () => {
    await eventually(
      'the end of the run',
      () => api.status(folder),
      (status) => status?.state === 'failed',
    );
    await vscode.commands.executeCommand('tutti.retryTask', argument('1.1'));
    await eventually('1.1 to land', states, (now) => now['1.1'] === 'landed');
  });

  it('run what is ready', async () => {
    await eventually(
      'the end of the run',
      () => api.status(folder),
      (status) => status?.state === 'done' || status?.state === 'failed',
    );
    await vscode.commands.executeCommand('tutti.runReady', plan);
    await eventually('2.1 to land', states, (now) => now['2.1'] === 'landed');
  });

  it('show the report and all that happened', async () => {
    await vscode.commands.executeCommand('tutti.showDecisionLog', plan);
    assert.match(page('Decisions')?.getText() ?? '', /^\d\d:\d\d:\d\d {2}[\s\S]* 2\.1 started with script/m);
    await vscode.commands.executeCommand('tutti.showReport', plan);
    await eventually(
      'the report',
      () => page('Report')?.getText() ?? '',
      (text) => text.startsWith('# Run ') && text.includes('\n## Time\n'),
    );
  });

  it('say what runs stand on', async () => {
    await vscode.commands.executeCommand('tutti.doctor');
    const text = await eventually(
      'the page',
      () => page('Surroundings')?.getText() ?? '',
      (now) => now !== '',
    );
    assert.match(text, /\| ✓ ok \| git \| git \d/);
  });

  it('reveal a task where the plan has it', async () => {
    await vscode.commands.executeCommand('tutti.revealTask', argument('2.2'));
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 10);
  });
});
