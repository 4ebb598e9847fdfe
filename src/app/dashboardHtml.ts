import { createHash } from 'node:crypto';
import type { PageFile } from './pageFiles.ts';

/** The colours that an editor would give come first, where the page has them. */
const styles = ['standalone.css', 'main.css'];

type PageFiles = ReadonlyMap<string, PageFile>;

/** The page as the local server gives it out; its files lie beside it, and load their own parts with the same nonce. */
export function servedHtml(files: PageFiles, nonce: string): string {
  return html('Tutti', {
    head: styles
      .filter((name) => files.has(name))
      .map((name) => `<link rel="stylesheet" href="${name}" nonce="${nonce}">`),
    body: [`<script src="main.js" nonce="${nonce}"></script>`],
  });
}

/**
 * The page with all that it needs inside, and one snapshot that it shows: a file that opens from the disk and asks
 * nobody for anything. `snapshot` may hold any text.
 */
export function inlineHtml(
  files: PageFiles,
  { title, snapshot }: { readonly title: string; readonly snapshot: object },
): string {
  const style = styles
    .map((name) => textOf(files, name))
    .join('\n')
    .replace(/<\/(?=style)/gi, '<\\/');
  // The page asks for its charts when it starts: they stand before it.
  const scripts = ['charts.js', 'main.js']
    .map((name) => textOf(files, name))
    .filter((text) => text !== '')
    .map((text) => text.replace(/<\/(?=script)/gi, '<\\/'));
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html(title, {
    head: [
      `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
      `<style>${style}</style>`,
    ],
    body: [
      `<script type="application/json" id="tutti-snapshot">${inScript(snapshot)}</script>`,
      ...scripts.map((text) => `<script>${text}</script>`),
    ],
  });
}

function html(
  title: string,
  { head, body }: { readonly head: readonly string[]; readonly body: readonly string[] },
): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<link rel="icon" href="data:,">',
    `<title>${escaped(title)}</title>`,
    ...head,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON that no text in it can lead out of its element. */
function inScript(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function textOf(files: PageFiles, name: string): string {
  return files.get(name)?.content.toString('utf8') ?? '';
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
