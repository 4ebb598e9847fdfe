import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { panelHtml, type PanelPage } from '../../../../src/vscode/dashboard/panelHtml.ts';

const page: PanelPage = {
  script: 'https://files/main.js',
  styles: ['https://files/main.css'],
  source: 'https://files',
  nonce: 'bm9uY2U=',
  folder: 'file:///home/me/my "shop"<1>',
  first: null,
};

describe('The document of the dashboard', () => {
  it('lets nothing run but the page, and nothing talk to the outside', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(panelHtml(page))?.[1];
    assert.equal(
      policy,
      "default-src 'none'; img-src https://files data:; font-src https://files; style-src https://files; script-src 'nonce-bm9uY2U=' 'strict-dynamic'",
    );
  });

  it('has no inline script, handler or style', () => {
    const html = panelHtml(page);
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="bm9uY2U=" src="https://files/main.js">']);
    assert.doesNotMatch(html, / on\w+=|style=/);
  });

  it('says which folder it is about, and which tab comes first, as text', () => {
    assert.match(panelHtml(page), /data-folder="file:\/\/\/home\/me\/my &#34;shop&#34;&#60;1&#62;"/);
    assert.doesNotMatch(panelHtml(page), /data-tab/);
    const first = { tab: 'metrics', wish: 'one' };
    assert.match(panelHtml({ ...page, first }), /data-tab="metrics" data-wish="one"/);
  });
});
