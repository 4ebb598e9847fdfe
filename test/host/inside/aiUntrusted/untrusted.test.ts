import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuttiApi } from '../../../../src/vscode/api.ts';

describe('in a workspace that is not trusted', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

  it('language models may read plans, and are refused whatever starts agents', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const call = async (name: string, input: object) =>
      await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const { content } = await call('tutti_planStatus', {});
    const [part] = content;
    assert.ok(part instanceof vscode.LanguageModelTextPart);
    assert.match(part.value, /plans\/auth\.md: 0 of 2 done/);
    await assert.rejects(call('tutti_runTasks', { plan: 'auth' }), /not trusted/);
  });

  it('the API refuses to run and to stop', async () => {
    const tutti = await vscode.extensions.getExtension<TuttiApi>('tutti.tutti')?.activate();
    const plans = [vscode.Uri.joinPath(folder, 'plans/auth.md')] as const;
    await assert.rejects(async () => tutti?.run({ plans }), /not trusted/);
    await assert.rejects(async () => tutti?.stop(), /not trusted/);
    assert.equal(await tutti?.status(), null);
  });
});
