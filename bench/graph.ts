import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import type { StructureView } from '../src/shared/dashboard/view.ts';
import { findChromium } from '../test/host/support/chromium.ts';
import { elkMiddles } from '../test/support/graph/elkMiddles.ts';
import { randomLayers } from '../test/support/graph/randomGraphs.ts';
import { straightCrossings } from '../test/support/graph/straightCrossings.ts';
import { layOut } from '../webview-ui/graph/layout.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

const rounds = 21;
/** The first ones: changes take longer to measure, and scatter less. */
const roundsWithChanges = 5;
const changes = 50;
/** On one page: a few ms of the main thread are soon lost among what else it does. */
const changeRounds = 3;
const pages = { own: 'own.ts', bare: 'bare.ts', flow: 'flow.tsx' } as const;
type PageName = keyof typeof pages;

interface Measured {
  readonly paintedMs: number;
  readonly layoutMs: number;
  /** Of the main thread, for all changes, less what as many frames without one take; null: not measured. */
  readonly changesMs: number | null;
}

/** The dashboard's graph in Chromium against the least SVG of the same part, @xyflow/react, and elkjs. */
export async function benchGraph(): Promise<readonly BenchRow[]> {
  const layout = layoutMs();
  const found = findChromium();
  if (!found.ok) throw new Error(found.reason);
  const browser = await chromium.launch({
    executablePath: found.value,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const html = Object.fromEntries(
      await Promise.all(
        Object.entries(pages).map(async ([name, file]) => [name, await pageOf(file)] as const),
      ),
    );
    const open = (name: PageName, tasks: number, withChanges: boolean): Promise<Measured> => {
      const page = (html[name] ?? '').replace('STRUCTURE', JSON.stringify(structureOf(tasks)));
      return measure(browser, page, withChanges);
    };
    const taken: Record<PageName | 'small', Measured[]> = { own: [], bare: [], flow: [], small: [] };
    for (let round = 0; round < rounds; round++) {
      const withChanges = round < roundsWithChanges;
      for (const name of ['own', 'bare', 'flow'] as const)
        taken[name].push(await open(name, 2_000, withChanges));
      if (withChanges) taken.small.push(await open('own', 500, true));
    }
    const of = (name: keyof typeof taken, key: keyof Measured): number =>
      median(taken[name].flatMap((one) => one[key] ?? []));
    const whileLoadingMs = of('bare', 'layoutMs');
    const painted = {
      own: of('own', 'paintedMs'),
      bare: of('bare', 'paintedMs'),
      flow: of('flow', 'paintedMs'),
    };
    const changed = {
      ...{ own: of('own', 'changesMs'), own500: of('small', 'changesMs') },
      flow: of('flow', 'changesMs'),
    };
    return [
      {
        name: 'graph-layout-vs-100ms',
        ratio: layout.firstMs / 100,
        limit: 1,
        detail: { ...layout, whileLoadingMs },
      },
      { name: 'graph-paint-vs-bare-svg', ratio: painted.own / painted.bare, limit: 1.5, detail: painted },
      { name: 'graph-paint-vs-xyflow', ratio: painted.own / painted.flow, limit: 0.3, detail: painted },
      { name: 'graph-50-changes-vs-xyflow', ratio: changed.own / changed.flow, limit: 0.5, detail: changed },
      {
        name: 'graph-50-changes-2000-vs-500',
        ratio: changed.own / changed.own500,
        limit: 1.3,
        detail: changed,
      },
      await crossingsRow(),
    ];
  } finally {
    await browser.close();
  }
}

/** In this process: the first layout, whose code nothing has warmed, and the median of those that follow. */
function layoutMs(): { readonly firstMs: number; readonly warmMs: number } {
  const graph = randomLayers(2_000, { width: 45 });
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    layOut(graph);
    return performance.now() - start;
  });
  return { firstMs: times[0] ?? 0, warmMs: median(times.slice(1)) };
}

function structureOf(tasks: number): StructureView {
  const { nodes, edges } = randomLayers(tasks, { width: 45 });
  return {
    ...{ version: 1, phases: [], overlaps: [], criticalPath: [] },
    nodes: nodes.map((node, index) => ({ ...node, id: String(index), title: `Implement part ${index}` })),
    edges: edges.map((edge) => ({ ...edge, why: 'depends' })),
  };
}

async function pageOf(file: string): Promise<string> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${file}`, import.meta.url))],
    ...{ bundle: true, minify: true, write: false, format: 'iife', target: 'es2023', jsx: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const css = [
    readFileSync(new URL('../webview-ui/graph/graph.css', import.meta.url), 'utf8'),
    readFileSync(createRequire(import.meta.url).resolve('@xyflow/react/dist/style.css'), 'utf8'),
  ][file === pages.flow ? 1 : 0];
  const script = (built.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
  return `<!doctype html><style>body{margin:0}main{height:100vh}${css ?? ''}</style><main></main>
    <script>window.structure=STRUCTURE</script><script>${script}</script>`;
}

async function measure(browser: Browser, html: string, withChanges: boolean): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('http://bench.test/');
  await page.waitForFunction('window.paintedMs > 0');
  const changesMs = withChanges ? await measureChanges(page) : null;
  const paintedMs = await page.evaluate<number>('window.paintedMs');
  const layoutMs = await page.evaluate<number>('window.layoutMs');
  await context.close();
  return { paintedMs, layoutMs, changesMs };
}

async function measureChanges(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await changesTaskMs(page, session, changes);
  const taken: number[] = [];
  for (let round = 0; round < changeRounds; round++) {
    const idle = await changesTaskMs(page, session, 0);
    taken.push((await changesTaskMs(page, session, changes)) - idle);
  }
  return Math.max(0.1, median(taken));
}

/** One change a frame, or as many frames without one. */
async function changesTaskMs(page: Page, session: CDPSession, count: number): Promise<number> {
  const before = await taskMs(session);
  await page.evaluate(`(async () => {
    for (let index = 0; index < ${changes}; index++) {
      if (index < ${count}) window.change('p/' + (index % 45), index % 2 === 0 ? 'running' : 'landed');
      await new Promise(requestAnimationFrame);
    }
  })()`);
  return (await taskMs(session)) - before;
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

async function crossingsRow(): Promise<BenchRow> {
  const graph = randomLayers(2_000, { width: 45 });
  const own = new Map(
    layOut(graph).nodes.map(({ ref, x, y, width, height }) => [ref, { x: x + width / 2, y: y + height / 2 }]),
  );
  const ours = straightCrossings(graph.edges, own);
  const elk = straightCrossings(graph.edges, await elkMiddles(graph));
  return { name: 'graph-crossings-vs-elk', ratio: ours / elk, limit: 1.2, detail: { ours, elk } };
}

if (isMain(import.meta.url)) print(await benchGraph());
