import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';

const starters = ['spawn', 'spawnSync', 'fork', 'exec', 'execSync', 'execFile', 'execFileSync'] as const;

describe('In a folder without a plan the extension', () => {
  it('sleeps, and starts no process and says nothing when a markdown file wakes it', async () => {
    const extension = vscode.extensions.getExtension('tutti.tutti');
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    const watch = watchStarts(extension.extensionPath);
    try {
      await extension.activate();
      const [readme] = await vscode.workspace.findFiles('README.md');
      assert.ok(readme);
      await vscode.window.showTextDocument(readme);
      assert.deepEqual(await vscode.commands.executeCommand('vscode.executeCodeLensProvider', readme), []);
      assert.deepEqual(vscode.languages.getDiagnostics(readme), []);
    } finally {
      watch.end();
    }
    assert.deepEqual(watch.started, []);
  });

  it('wakes up for a plan that an agent writes, which has its lenses at once', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const plan = vscode.Uri.joinPath(folder, 'openspec/changes/pay/tasks.md');
    mkdirSync(dirname(plan.fsPath), { recursive: true });
    writeFileSync(plan.fsPath, '# Pay\n\n- [ ] 1.1 Prices\n- [ ] 1.2 Basket (depends: 1.1)\n');
    await vscode.window.showTextDocument(plan);
    await eventually(
      'lenses',
      async () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', plan),
      ({ length }) => length > 0,
    );
  });
});

/** Processes that code below a folder starts; the extension host has others who do. */
function watchStarts(folder: string): { readonly started: readonly string[]; end(): void } {
  const started: string[] = [];
  const originals = starters.map((name) => [name, childProcess[name]] as const);
  for (const [name, original] of originals) {
    const watched = (...args: unknown[]): unknown => {
      if (new Error().stack?.includes(folder) === true) started.push(`${name} ${String(args[0])}`);
      return Reflect.apply(original, childProcess, args);
    };
    Object.assign(childProcess, { [name]: watched });
  }
  syncBuiltinESMExports();
  return {
    started,
    end: () => {
      Object.assign(childProcess, Object.fromEntries(originals));
      syncBuiltinESMExports();
    },
  };
}
