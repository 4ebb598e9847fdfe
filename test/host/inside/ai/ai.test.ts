import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuttiApi } from '../../../../src/vscode/api.ts';
import { eventually } from '../../support/eventually.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** Into the editor; the window may save it by itself. */
async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

describe('the tools for language models', () => {
  it('are there, and take what their schemas say', () => {
    const tools = vscode.lm.tools.filter(({ name }) => name.startsWith('tutti_'));
    assert.deepEqual(tools.map(({ name }) => name).sort(), [
      'tutti_planStatus',
      'tutti_retryTask',
      'tutti_runTasks',
      'tutti_validatePlan',
    ]);
    for (const { description, inputSchema } of tools) {
      assert.ok(description.length > 40);
      assert.ok(inputSchema !== undefined);
    }
  });

  it('tell where plans stand without asking anybody', async () => {
    const text = await invoke('tutti_planStatus', { plan: 'auth' });
    assert.match(text, /^No run yet\.\n\nplans\/auth\.md: 0 of 2 done/);
    assert.match(text, /- auth\/1\.1 Users table: ready/);
  });

  it('check a plan as it stands in the editor, or a text that is in no file', async () => {
    assert.match(
      await invoke('tutti_validatePlan', { path: 'plans/broken.md' }),
      /^plans\/broken\.md:3:\d+: error plan\/unknown-dependency/,
    );
    assert.match(
      await invoke('tutti_validatePlan', { text: '- [ ] 1.1 One\n' }),
      /^plan\.md: no problems \(tasks: 1, phases: 1\)\.$/,
    );
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'plans/auth.md'));
    const before = document.getText();
    await write(document, `${before}- [ ] 1.3 Three (depends: 1.8)\n`);
    const problems = await invoke('tutti_validatePlan', { path: 'plans/auth.md' });
    await write(document, before);
    assert.match(problems, /^plans\/auth\.md:5:\d+: error/);
  });

  it('say in one sentence what can not be done, before anybody is asked', async () => {
    await assert.rejects(
      invoke('tutti_runTasks', { plan: 'broken' }),
      /plans\/broken\.md has errors \(1\); the first is in line 3/,
    );
    await assert.rejects(
      invoke('tutti_runTasks', { plan: 'auth', tasks: ['7'] }),
      /plans\/auth\.md has no task 7/,
    );
    await assert.rejects(
      invoke('tutti_runTasks', {}),
      /There are several plans\. Name one of: plans\/auth\.md/,
    );
    await assert.rejects(invoke('tutti_retryTask', { task: '1.1' }), /No run has task 1\.1 yet/);
  });
});

describe('the API of the extension', () => {
  const api = (): TuttiApi => {
    const extension = vscode.extensions.getExtension<TuttiApi>('tutti.tutti');
    assert.ok(extension);
    return extension.exports;
  };

  it('runs a plan, tells of every change, and stops it', async () => {
    const tutti = api();
    assert.equal(tutti.version, 1);
    assert.equal(await tutti.status(), null);
    const seen: string[] = [];
    const heard = new Promise<void>((resolve) => {
      tutti.onDidChange((change) => {
        seen.push(change.status.state);
        if (change.status.state === 'done') resolve();
      });
    });
    const name = await tutti.run({ plans: [vscode.Uri.joinPath(folder, 'plans/auth.md')], max: 1 });
    const now = await tutti.status(folder);
    assert.equal(now?.run, name);
    assert.equal(now.state, 'running');
    writeFileSync(process.env['TUTTI_GO'] ?? '', '');
    await heard;
    assert.equal(seen[0], 'running');
    assert.match(await invoke('tutti_planStatus', {}), /: done; .*\n\nplans\/auth\.md: 2 of 2 done/);
    await assert.rejects(tutti.stop(), /^UserError: The run is done\.$/);
  });

  it('refuses what it can not do with a sentence', async () => {
    await assert.rejects(
      api().run({ plans: [vscode.Uri.file('/nowhere/plan.md')] }),
      /\/nowhere\/plan\.md is in no repository of this window/,
    );
    await assert.rejects(api().status(vscode.Uri.file('/nowhere')), /is no folder of this window/);
  });
});

// Where tests run inside, the editor agrees to what it would ask a person; `page/ai.test.ts` has the questions.
describe('the tools that start agents', () => {
  it('run some tasks of a plan, and try none again that has landed', async () => {
    const text = await invoke('tutti_runTasks', { plan: 'bugs', tasks: ['3.2'] });
    assert.match(text, /^3\.2: played by the run .*-bugs\. Ask for the plan status/);
    await untilStatus(/: done; /);
    const after = await invoke('tutti_planStatus', { plan: 'bugs' });
    assert.match(after, /1 of 2 done[^]*3\.1 One: ready, not selected[^]*- 1 landed/);
    await assert.rejects(invoke('tutti_retryTask', { task: 'bugs/3.2' }), /3\.2 is landed/);
  });
});

async function untilStatus(pattern: RegExp): Promise<void> {
  await eventually(
    `the status ${String(pattern)}`,
    () => invoke('tutti_planStatus', {}),
    (text) => pattern.test(text),
  );
}
