import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, write } from './support.ts';

const { Reference, Property, Value } = vscode.CompletionItemKind;

/** Labels of one kind that are offered at `|`. */
async function offered(text: string, kind: vscode.CompletionItemKind, trigger?: string): Promise<string[]> {
  const { document, cursor } = await write(text);
  const list = await call<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    cursor,
    trigger,
  );
  return list.items
    .filter((item) => item.kind === kind)
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const base = '# P\n- [ ] 1.1 A\n- [ ] 1.2 B (depends: 1.1)\n- [ ] 2.1 C\n- [ ] 2.2 D (depends: 2.3)\n';

describe('completion in a plan', () => {
  it('offers behind a comma only ids that make no cycle', async () => {
    const ids = await offered(
      `${base}- [ ] 2.3 E (depends: 2.1,|)\n- [ ] 2.4 F (depends: 2.2)\n`,
      Reference,
      ',',
    );
    assert.deepEqual(ids, ['1.1', '1.2']);
  });

  it('writes an id in the place of a begun one', async () => {
    const { document, cursor } = await write(`${base}- [ ] 2.3 E (depends: 2.1, 1|)\n`);
    const { items } = await call<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor,
    );
    const item = items.find(({ label }) => typeof label !== 'string' && label.label === '1.2');
    assert.ok(item?.range instanceof vscode.Range && typeof item.label !== 'string');
    assert.equal(item.insertText, '1.2');
    assert.equal(document.getText(item.range), '1');
    assert.equal(item.label.description, 'B · pending');
  });

  it('offers keys, and values of a key', async () => {
    const keys = await offered(`${base}- [ ] 2.3 E (|)\n`, Property, '(');
    assert.ok(keys.includes('depends') && keys.includes('priority') && keys.includes('review'));
    assert.deepEqual(await offered(`${base}- [ ] 2.3 E (priority: |)\n`, Value, ' '), [
      'critical',
      'high',
      'normal',
      'low',
    ]);
    const agents = await offered(`${base}- [ ] 2.3 E (agent:|)\n`, Value, ':');
    assert.ok(agents.includes('script') && agents.includes('claude'));
  });

  it('offers settings in the front matter', async () => {
    assert.ok((await offered('---\n|\n---\n- [ ] 1.1 A\n', Property)).includes('concurrency'));
    assert.ok((await offered('---\nagent: |\n---\n- [ ] 1.1 A\n', Value, ' ')).includes('script'));
  });
});
