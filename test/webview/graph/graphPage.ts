import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { StructureView, TaskCard } from '../../../src/shared/dashboard/view.ts';
import type { GraphLook } from '../../../webview-ui/graph/graphTypes.ts';
import { sharedBrowser } from '../../host/support/browser.ts';
import type { GraphHost } from './inPage.ts';
import { themeColours, type ThemeName } from './themeColours.ts';

export interface GraphPageOptions {
  readonly theme?: ThemeName;
  readonly look?: GraphLook | null;
  readonly size?: { readonly width: number; readonly height: number };
  readonly bodyClass?: string;
}

let script: Promise<string> | null = null;

/** A page of its own with the graph alone in it, and a stand-in for the host. Close its context. */
export async function openGraphPage(
  shown: { readonly structure: StructureView; readonly tasks: readonly TaskCard[] },
  { theme = 'dark', look = null, size = { width: 1280, height: 800 }, bodyClass = '' }: GraphPageOptions = {},
): Promise<Page> {
  const browser = await sharedBrowser();
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const { name, variables } = themeColours(theme);
  script ??= bundle('inPage.ts');
  const [code, css] = await Promise.all([script, bundle('../../../webview-ui/graph/graph.css')]);
  await page.setContent(`<!doctype html><html lang="en"><head><title>Graph</title>
    <style>:root{${variables}} body{margin:0} main{height:100vh} ${css}</style></head>
    <body class="${name} ${bodyClass}"><main></main><script>${code}</script></body></html>`);
  await page.evaluate(([structure, tasks, start]) => window.openGraph(structure, tasks, start), [
    shown.structure,
    shown.tasks,
    look,
  ] as const);
  return page;
}

/** What the graph has told its host. */
export function toldBy(page: Page): Promise<GraphHost['told']> {
  return page.evaluate(() => window.host.told);
}

async function bundle(file: string): Promise<string> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    ...{ bundle: true, minify: true, write: false, format: 'iife', target: 'es2023' },
  });
  return built.outputFiles[0]?.text ?? '';
}
