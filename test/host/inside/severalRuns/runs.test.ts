import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuttiApi } from '../../../../src/vscode/api.ts';
import { eventually } from '../../support/eventually.ts';

describe('A run after one of another plan', function () {
  this.timeout(120_000);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  let api: TuttiApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<TuttiApi>('tutti.tutti');
    assert.ok(extension !== undefined);
    api = await extension.activate();
    await play('plans/first.md', 'landed');
    await eventually('the end of the run', state, (now) => now === 'done');
    await play('docs/roadmap.md', 'needs-you');
  });

  async function play(path: string, until: string): Promise<void> {
    await api.run({ plans: [vscode.Uri.joinPath(folder, path)] });
    await eventually(
      `${path}: ${until}`,
      () => api.status(folder),
      (status) => status?.tasks[0]?.state === until && status.plans[0]?.path === path,
    );
  }

  async function state(): Promise<string | undefined> {
    return (await api.status(folder))?.state;
  }

  function argument(plan: string, task: string): object {
    return { folder: folder.toString(), plan, task };
  }

  it('has the terminals of the earlier one shown', async () => {
    const ofTask = () => vscode.window.terminals.filter(({ name }) => name.startsWith('1.1'));
    for (const terminal of ofTask()) terminal.dispose();
    await eventually('no terminal', ofTask, (found) => found.length === 0);
    await vscode.commands.executeCommand('tutti.openTerminal', argument('first', '1.1'));
    await eventually('a terminal', ofTask, (found) => found.length === 1);
  });

  it('has lenses in its plan where no plan is looked for', async () => {
    const roadmap = vscode.Uri.joinPath(folder, 'docs/roadmap.md');
    await vscode.window.showTextDocument(roadmap);
    await eventually(
      'the lenses',
      async () =>
        await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          roadmap,
          20,
        ),
      (lenses) => lenses.some(({ command }) => command?.command === 'tutti.showStatus'),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is answered also where no plan is looked for', async () => {
    await vscode.commands.executeCommand('tutti.approve', argument('roadmap', '2.1'));
    await eventually('the end of the run', state, (now) => now === 'done');
  });
});
