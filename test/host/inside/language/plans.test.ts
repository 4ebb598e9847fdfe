import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { call, hintsOf, lensesOf, open, placeOf, problemsOf, write } from './support.ts';

describe('a markdown file that is no plan', () => {
  it('gets no lens, no problem, no hint, no completion', async () => {
    await problemsOf(await open('notes/own.md'), ({ length }) => length > 0);
    const document = await open('README.md');
    const end = document.lineAt(4).range.end.translate(0, -1);
    const list = await call<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
      ' ',
    );
    assert.deepEqual(
      {
        lenses: await lensesOf(document),
        hints: await hintsOf(document),
        problems: vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Tutti'),
        ids: list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference),
      },
      { lenses: [], hints: [], problems: [], ids: [] },
    );
  });
});

describe('a plan', () => {
  it('is known by its place, whatever tool it was written for', async () => {
    const document = await open('specs/001-shop/tasks.md');
    const lenses = await lensesOf(document);
    assert.deepEqual(
      lenses.map(
        ({ command, range }) =>
          `${String(range.start.line + 1)} ${command?.title.replaceAll('\u00a0', ' ') ?? ''}`,
      ),
      ['1 $(run-all) Run Plan', '1 $(play) Run 1 Ready', '6 $(play) Run', '6 Waits for T001'],
    );
  });

  it('can say anywhere in its front matter that it is one, and stop to be one', async () => {
    const document = await open('notes/own.md');
    const [problem] = await problemsOf(document, ({ length }) => length === 1);
    assert.equal(problem?.code, 'plan/unknown-dependency');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 7, 1, 11), 'false');
    await vscode.workspace.applyEdit(edit);
    await problemsOf(document, ({ length }) => length === 0);
    assert.deepEqual(await lensesOf(document), []);
    await vscode.commands.executeCommand('undo');
    await problemsOf(document, ({ length }) => length === 1);
  });

  it('without a task is told so, not accused', async () => {
    const [problem] = await problemsOf(await open('plans/text.md'), ({ length }) => length === 1);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Information);
  });
});

describe('the problems of a plan', () => {
  it('are an unknown id with its range, and a fix that repairs it', async () => {
    const { document } = await write('# P\n\n- [ ] 1.1 A\n- [ ] 1.2 B (depends: 9.9)\n');
    const [problem] = await problemsOf(document, ({ length }) => length === 1);
    assert.ok(problem);
    assert.equal(problem.code, 'plan/unknown-dependency');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(placeOf(document, problem.range), '4:23 9.9');
    const fixes = await call<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    assert.deepEqual(
      fixes.filter(({ kind }) => kind?.value === 'quickfix').map(({ title }) => title),
      ['Remove the dependency on "9.9"', 'Add a task "9.9"'],
    );
    const [edit] = fixes.map((fix) => fix.edit);
    assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)));
    await problemsOf(document, ({ length }) => length === 0);
    assert.equal(document.lineAt(3).text, '- [ ] 1.2 B');
  });

  it('mark every dependency of a cycle, with the path', async () => {
    const { document } = await write(
      '- [ ] 1.1 A (depends: 1.3)\n- [ ] 1.2 B (depends: 1.1)\n- [ ] 1.3 C (depends: 1.2)\n',
    );
    const problems = await problemsOf(document, ({ length }) => length === 3);
    assert.deepEqual(
      problems.map(
        ({ range, code }) => `${placeOf(document, range)} ${typeof code === 'string' ? code : ''}`,
      ),
      ['1:23 1.3 plan/cycle', '2:23 1.1 plan/cycle', '3:23 1.2 plan/cycle'],
    );
    for (const { relatedInformation, message } of problems) {
      assert.match(message, /1\.1 → 1\.2 → 1\.3 → 1\.1/);
      const places = (relatedInformation ?? []).map(({ location }) => placeOf(document, location.range));
      assert.deepEqual(places.sort(), ['1:23 1.3', '2:23 1.1', '3:23 1.2']);
    }
  });

  it('that are sure can be fixed all at once', async () => {
    const { document } = await write('- [ ] auth-1 A (agent: scirpt)\n- [ ] auth-2 B (depends: auht-1)\n');
    await problemsOf(document, ({ length }) => length === 2);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const kind = 'source.fixAll.tutti';
    const [fix] = await call<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      whole,
      kind,
    );
    assert.ok(fix?.edit !== undefined && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(document.getText(), '- [ ] auth-1 A (agent: script)\n- [ ] auth-2 B (depends: auth-1)\n');
  });
});
