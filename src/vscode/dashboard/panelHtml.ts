/** Where the page's files are, as addresses that the webview may load, and what it is told from the start. */
export interface PanelPage {
  readonly script: string;
  readonly styles: readonly string[];
  /** Source of the webview's own files in its policy. */
  readonly source: string;
  /** Another one for each load. */
  readonly nonce: string;
  /** Of the workspace folder: `uri.toString()`; native context menus name it. */
  readonly folder: string;
  /**
   * Tab that is shown first, with a word that tells this wish from others, as the editor loads the document again and
   * again; null: the one that was shown last.
   */
  readonly first: { readonly tab: string; readonly wish: string } | null;
}

/** The document of the panel: nothing but the bundle, under a policy that lets nothing else run. */
export function panelHtml({ script, styles, source, nonce, folder, first }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `img-src ${source} data:`,
    `font-src ${source}`,
    `style-src ${source}`,
    // The page loads its charts by itself when they are looked at.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
  ].join('; ');
  const links = styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('\n    ');
  const wish = first === null ? '' : ` data-tab="${escape(first.tab)}" data-wish="${escape(first.wish)}"`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Tutti</title>
    ${links}
  </head>
  <body data-host="vscode" data-folder="${escape(folder)}"${wish}>
    <script nonce="${nonce}" src="${escape(script)}"></script>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
