import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { saysTutti } from '../../../src/vscode/saysTutti.ts';

function says(text: string, languageId = 'markdown'): boolean {
  const lines = text.split('\n');
  return saysTutti({
    languageId,
    lineCount: lines.length,
    lineAt: (line) => ({ text: lines[line] ?? '' }),
  });
}

describe('A markdown file', () => {
  it('is a plan by `tutti: true` in its front matter', () => {
    assert.ok(says('---\ntutti: true\n---\n# Auth\n'));
    assert.ok(says('---  \ntitle: Auth\ntutti:  true  # played by Tutti\n---\n'));
    // It is being typed.
    assert.ok(says('---\ntutti: true'));
  });

  it('is none by the same words elsewhere', () => {
    assert.ok(!says('# Auth\n\ntutti: true\n'));
    assert.ok(!says('---\ntitle: Auth\n---\ntutti: true\n'));
    assert.ok(!says('---\ntitle: Auth\n...\ntutti: true\n'));
    assert.ok(!says('---\nsettings:\n  tutti: true\n---\n'));
    assert.ok(!says('---\ntutti: trueish\n---\n'));
    assert.ok(!says('---\ntutti: false\n---\n'));
    assert.ok(!says(''));
  });

  it('is read no further than front matter goes, and no other language is', () => {
    assert.ok(!says(`---\n${'a: 1\n'.repeat(200)}tutti: true\n---\n`));
    assert.ok(!says('---\ntutti: true\n---\n', 'yaml'));
  });
});
