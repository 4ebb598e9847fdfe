import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { JournalEvent } from '../../../../src/core/engine/events.ts';
import { readLines } from '../../../support/cliRig.ts';
import { eventually } from '../../support/eventually.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const plan = vscode.Uri.joinPath(folder, 'plan.md');

/** Titles of the lenses above a line, from 1, without icons. */
async function lensesAbove(line: number): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    plan,
  );
  return lenses
    .filter(({ range }) => range.start.line === line - 1)
    .map(({ command }) => command?.title.replace(/^\$\([\w-]+\)\u00a0/, '') ?? '');
}

async function hints(): Promise<string[]> {
  const whole = new vscode.Range(0, 0, 5, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    plan,
    whole,
  );
  return found
    .toSorted((one, other) => one.position.compareTo(other.position))
    .map(({ position, label }) => `${String(position.line + 1)} ${typeof label === 'string' ? label : ''}`);
}

function renamesToldToRuns(): readonly string[] {
  const runs = vscode.Uri.joinPath(folder, '.tutti', 'runs').fsPath;
  const [run = ''] = readdirSync(runs);
  return readLines(join(runs, run, 'journal.ndjson'))
    .map((line) => line as JournalEvent)
    .flatMap((event) => (event.type === 'taskRenamed' ? [`${event.from} is ${event.to}`] : []));
}

function rename(line: number, character: number, name: string): Thenable<vscode.WorkspaceEdit> {
  const place = new vscode.Position(line - 1, character);
  return vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', plan, place, name);
}

describe('a plan while a run plays it', () => {
  it('says how its tasks are, and renames those that are not at work', async function () {
    this.timeout(90_000);
    const document = await vscode.workspace.openTextDocument(plan);
    await vscode.window.showTextDocument(document);
    assert.deepEqual(
      await eventually(
        'lenses',
        () => lensesAbove(4),
        ({ length }) => length > 0,
      ),
      ['Run', 'Waits for 1.1'],
    );
    assert.deepEqual(await hints(), []);

    await vscode.commands.executeCommand('tutti.run', plan);
    await eventually(
      '1.1 to run',
      () => lensesAbove(4),
      (titles) => titles.includes('Waits for 1.1 (running)'),
    );
    assert.deepEqual(await lensesAbove(4), ['pending', 'Waits for 1.1 (running)']);
    assert.deepEqual(await hints(), ['3 running', '4 pending', '4 running', '5 pending', '5 pending']);

    // 1.1 is at work; of 1.2 the run learns the new id when it is saved.
    await assert.rejects(async () => await rename(3, 7, '1.9'), /"1\.1" is running/);
    assert.ok(await vscode.workspace.applyEdit(await rename(4, 7, 'B2')));
    assert.equal(document.lineAt(3).text, '- [ ] B2 Basket (depends: 1.1)');
    assert.equal(document.lineAt(4).text, '- [ ] 1.3 Receipt (depends: B2)');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.lineAt(3).text, '- [ ] 1.2 Basket (depends: 1.1)');
    await document.save();
    assert.deepEqual(renamesToldToRuns(), []);
    await vscode.commands.executeCommand('redo');
    assert.deepEqual(renamesToldToRuns(), []);
    await document.save();
    assert.deepEqual(renamesToldToRuns(), ['1.2 is B2']);
    await eventually(
      'the run to know B2',
      () => lensesAbove(4),
      (titles) => titles.includes('pending'),
    );

    writeFileSync(process.env['TUTTI_TEST_DOOR'] ?? '', '');
    await eventually(
      'B2 to land',
      () => lensesAbove(4),
      (titles) => titles.includes('landed'),
    );
    assert.deepEqual(await lensesAbove(4), ['landed', 'Diff']);
  });

  it('finds the terminal of an agent that worked before its task was renamed', async () => {
    const shows = async (task: string, title: string): Promise<void> => {
      const argument = { folder: folder.toString(), plan: 'plan', task };
      await vscode.commands.executeCommand('tutti.openTerminal', argument);
      await eventually(
        'its terminal',
        () => vscode.window.activeTerminal?.name ?? '',
        (name) => name.startsWith(title),
      );
    };
    const document = await vscode.workspace.openTextDocument(plan);
    await eventually('1.3 to run', hints, (all) => all.includes('5 running'));
    await shows('1.3', '1.3 Receipt');
    const before = vscode.window.terminals.length;
    assert.ok(await vscode.workspace.applyEdit(await rename(3, 7, 'A1')));
    await document.save();
    await eventually('the run to know A1', hints, (all) => all.includes('3 ✓'));
    await shows('A1', '1.1 Prices');
    assert.equal(vscode.window.terminals.length, before);
  });

  it('says of each task that it has landed', async () => {
    writeFileSync(process.env['TUTTI_TEST_LAST_DOOR'] ?? '', '');
    await eventually(
      '1.3 to land',
      () => lensesAbove(5),
      (titles) => titles.includes('landed'),
    );
    assert.deepEqual(await hints(), ['3 ✓', '4 ✓', '4 ✓', '5 ✓', '5 ✓']);
  });
});
