import { build } from 'esbuild';
import type { Page, Request, Route } from 'playwright-core';
import { dashboardProtocol, type PageMessage } from '../../../src/shared/dashboard/messages.ts';
import type { DashboardView } from '../../../src/shared/dashboard/view.ts';
import { sharedBrowser } from '../../host/support/browser.ts';
import { fixtureNow } from '../../support/dashboardView.ts';
import { themeRule, vscodeThemes, type ThemeName } from '../../support/vscodeThemes.ts';

/** The strictest policy that any host gives the page. */
const policy = [
  "default-src 'none'",
  "script-src 'nonce-test'",
  "style-src 'nonce-test' http://dashboard.test",
  'img-src data:',
  "connect-src 'self'",
].join('; ');

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** Replaces the body: for pages without an editor around them. */
  readonly body?: string;
  /** `data-…` of the body. */
  readonly data?: Readonly<Record<string, string>>;
  /** What the page kept in an earlier life. */
  readonly kept?: object;
  readonly address?: string;
  /** What else its server answers, by path. */
  readonly routes?: Readonly<Record<string, (request: Request) => Answer>>;
  /** Files that its server has lost. */
  readonly missing?: readonly string[];
}

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

/** The page as the editor shows it, with the test as its host. */
export interface DashboardPage {
  readonly page: Page;
  /** Violations of the policy and errors of scripts. */
  readonly problems: readonly string[];
  readonly send: (message: object) => Promise<void>;
  /** With `seq` counting on. */
  readonly snapshot: (view: DashboardView, options?: { readonly readOnly: boolean }) => Promise<void>;
  /** What the page has said. */
  readonly sent: () => Promise<readonly PageMessage[]>;
  readonly kept: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

declare global {
  interface Window {
    /** What the page said to the stand-in of the editor, and what it had that keep. */
    sent: readonly PageMessage[];
    keptState: unknown;
  }
}

let bundle: Promise<ReadonlyMap<string, string>> | null = null;

export async function openDashboard(options: PageOptions = {}): Promise<DashboardPage> {
  const { theme = 'dark', width = 1280, height = 800, reducedMotion = false } = options;
  const files = await (bundle ??= bundled());
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    timezoneId: 'UTC',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.clock.install({ time: fixtureNow });
  await page.route('http://dashboard.test/**', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const answer = options.routes?.[name];
    if (answer !== undefined) return route.fulfill(answer(route.request()));
    const file = options.missing?.includes(name) === true ? undefined : files.get(name);
    if (file !== undefined)
      return route.fulfill({
        body: file,
        contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript',
      });
    if (name !== '') return route.fulfill({ status: 404, body: '' });
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': policy },
      body: htmlOf({ theme, reducedMotion, body: options.body, data: options.data, kept: options.kept }),
    });
  });
  await page.goto(options.address ?? 'http://dashboard.test/');
  let seq = 0;
  const send = (message: object) =>
    page.evaluate((data) => {
      window.postMessage(data, '*');
      return new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    }, message);
  return {
    page,
    problems,
    send,
    snapshot: (view, { readOnly } = { readOnly: false }) => {
      seq += 1;
      return send({ type: 'snapshot', protocol: dashboardProtocol, seq, now: fixtureNow, readOnly, view });
    },
    sent: () => page.evaluate(() => window.sent),
    kept: () => page.evaluate(() => window.keptState),
    close: () => context.close(),
  };
}

interface PageParts {
  readonly theme: ThemeName;
  readonly reducedMotion: boolean;
  readonly body: string | undefined;
  readonly data: PageOptions['data'];
  readonly kept: object | undefined;
}

function htmlOf({ theme, reducedMotion, body, data = {}, kept }: PageParts): string {
  const { bodyClasses } = vscodeThemes[theme];
  const classes = [...bodyClasses, ...(reducedMotion ? ['vscode-reduce-motion'] : [])].join(' ');
  const attributes = Object.entries(data)
    .map(([name, value]) => `data-${name}="${value}"`)
    .join(' ');
  const host = `<script nonce="test">
    window.sent = [];
    window.keptState = ${JSON.stringify(kept ?? null)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.sent.push(message),
      getState: () => window.keptState,
      setState: (state) => { window.keptState = state; },
    });
  </script>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tutti</title>
    <meta name="viewport" content="width=device-width">
    <style nonce="test">${themeRule(vscodeThemes[theme])}</style>
    <link rel="stylesheet" href="main.css"></head>
    <body class="${classes}" ${attributes}>${body ?? host}<script nonce="test" src="main.js"></script></body></html>`;
}

async function bundled(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: 'webview-ui/main.ts', out: 'main' },
      { in: 'webview-ui/metrics/charts.ts', out: 'charts' },
      { in: 'webview-ui/main.css', out: 'main' },
    ],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    outdir: 'page',
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? path, text]));
}
