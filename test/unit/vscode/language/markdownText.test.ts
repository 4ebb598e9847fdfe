import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import MarkdownIt from 'markdown-it';
import { markdownText } from '../../../../src/vscode/language/markdownText.ts';

const render = (text: string) => new MarkdownIt({ html: true }).renderInline(markdownText(text));

describe('text in markdown', () => {
  it('stays what it is, whatever it looks like', () => {
    for (const text of ['**Users** `table` [x](y)', 'a_b_c ~~d~~ ![i](j) | # + - \\', '1. <b>']) {
      const plain = new MarkdownIt().utils.escapeHtml(text);
      assert.equal(render(text), plain);
    }
  });

  it('has no icon and no command', () => {
    assert.equal(markdownText('$(zap)'), '\\\\$\\(zap\\)');
    assert.doesNotMatch(render('[x](command:tutti.run)'), /<a/);
  });
});
