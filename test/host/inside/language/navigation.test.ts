import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, placeOf, write } from './support.ts';

const plan = [
  '# Shop',
  '',
  '## Phase 1: Base',
  '- [ ] 1.1 Users table',
  '- [ ] 1.2 Hashing (depends: 1.1)',
  '## Phase 2: Login',
  '- [ ] 2.1 Endpoint (depends: 1.1, phase 1)',
  '- [ ] 2.2 Session (depends: 1.1-1.2)',
  '',
].join('\n');

type Found = vscode.Location | vscode.LocationLink;

async function at(
  word: string,
  line: number,
): Promise<{ readonly document: vscode.TextDocument; readonly position: vscode.Position }> {
  const { document } = await write(plan);
  const character = document.lineAt(line - 1).text.lastIndexOf(word);
  assert.ok(character >= 0);
  return { document, position: new vscode.Position(line - 1, character) };
}

describe('an id in a plan', () => {
  it('leads to the line that defines it', async () => {
    const { document, position } = await at('1.1', 7);
    const found = await call<Found[]>('vscode.executeDefinitionProvider', document.uri, position);
    const ranges = found.map((place) => ('range' in place ? place.range : place.targetRange));
    assert.deepEqual(
      ranges.map((range) => placeOf(document, range)),
      ['4:7 1.1'],
    );
    const phase = await call<Found[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position.translate(0, 6),
    );
    assert.deepEqual(
      phase.map((place) => ('range' in place ? place.range : place.targetRange).start.line),
      [2],
    );
  });

  it('tells all that depend on it', async () => {
    const { document, position } = await at('1.1', 4);
    const found = await call<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, position);
    assert.deepEqual(
      found.map(({ range }) => placeOf(document, range)),
      ['4:7 1.1', '5:29 1.1', '7:30 1.1', '8:29 1.1'],
    );
    const highlights = await call<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      position,
    );
    assert.equal(highlights.length, 4);
  });

  it('is renamed with all its uses', async () => {
    const { document, position } = await at('1.1', 7);
    const edit = await call<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'T001',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), plan.replaceAll('1.1', 'T001'));
  });

  it('is not renamed to what is no id, or is taken', async () => {
    const { document, position } = await at('1.1', 7);
    const rename = (name: string) =>
      call('vscode.executeDocumentRenameProvider', document.uri, position, name);
    await assert.rejects(rename('two words'), /is not an id/);
    await assert.rejects(rename('1.2'), /There is a task "1.2" already/);
  });

  it('leaves the rename of a heading to markdown', async () => {
    const { document } = await write('# Shop\n\n- [ ] 1.1 A\n');
    const edit = await call<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      new vscode.Position(0, 3),
      'Store',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.lineAt(0).text, '# Store');
  });

  it('says what it stands for', async () => {
    const { document, position } = await at('1.1', 7);
    const hovers = await call<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert.match(text, /\*\*1\.1 Users table\*\*/);
    assert.match(text, /ready/);
    assert.match(text, /Needed by 1\.2, 2\.1, 2\.2/);
    assert.match(text, /command:tutti\.runTask/);
  });

  it('of any plan is found by # in the symbols of the workspace', async () => {
    await write(plan);
    const symbols = await call<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', '#2.2');
    const [own] = symbols.filter(({ location }) => location.uri.path.endsWith('plans/work.md'));
    assert.equal(own?.name, '#2.2 Session');
    assert.equal(own.location.range.start.line, 7);
  });
});
