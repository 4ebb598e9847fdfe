import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('In a folder without a plan the extension', () => {
  it('sleeps, and starts no process and says nothing when a markdown file wakes it', async () => {
    const extension = vscode.extensions.getExtension('tutti.tutti');
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    const children = childrenOf(process.pid);
    await extension.activate();
    const [readme] = await vscode.workspace.findFiles('README.md');
    assert.ok(readme);
    await vscode.window.showTextDocument(readme);
    const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', readme);
    assert.deepEqual(lenses, []);
    assert.deepEqual(vscode.languages.getDiagnostics(readme), []);
    // VS Code's own search and markdown server live in its folder; one that is over has no command any more.
    const started = childrenOf(process.pid).filter((pid) => !children.includes(pid));
    const isOurs = (command: string): boolean => command !== '' && !command.includes(vscode.env.appRoot);
    assert.deepEqual(started.map(commandOf).filter(isOurs), []);
    // Nothing that starts processes is even loaded.
    const loaded = readFileSync(join(extension.extensionPath, 'dist', 'extension.cjs'), 'utf8');
    assert.ok(!loaded.includes('child_process'));
  });
});

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** Null for a process that is gone. */
function parentOf(pid: number): number | null {
  const stat = read(`/proc/${String(pid)}/stat`);
  // The name before it may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? null : Number(fields[1]);
}

function commandOf(pid: number): string {
  return read(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' ');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
