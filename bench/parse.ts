import MarkdownIt from 'markdown-it';
import { checkPlan } from '../src/core/graph/checkPlan.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

const rounds = 15;
const warmUps = 40;

/** Plan to order against markdown-it's block parse of the same text, and its growth from 1,000 tasks to 10,000. */
export function benchParse(): Promise<readonly BenchRow[]> {
  const small = planText(1_000);
  const large = planText(10_000);
  const markdown = new MarkdownIt();
  const parse = (): unknown => markdown.block.parse(small, markdown, {}, []);
  const check = (text: string) => (): unknown => checkPlan(text, { path: 'bench.md' });
  for (let warm = 0; warm < warmUps; warm++) for (const work of [parse, check(small)]) work();
  check(large)();

  const parses: number[] = [];
  const smalls: number[] = [];
  for (let round = 0; round < rounds * 2; round++) {
    parses.push(timeMs(parse));
    smalls.push(timeMs(check(small)));
  }
  // Ten small ones make as much garbage as a large one, so both pay for collecting it.
  const tenths: number[] = [];
  const larges: number[] = [];
  for (let round = 0; round < rounds; round++) {
    tenths.push(timeMs(() => Array.from({ length: 10 }, check(small))) / 10);
    larges.push(timeMs(check(large)));
  }
  const { plan } = checkPlan(small, { path: 'bench.md' });
  const detail = {
    tasks: plan.tasks.length,
    problems: plan.diagnostics.length,
    markdownItMs: median(parses),
    checkMs: median(smalls),
    check10kMs: median(larges),
  };
  return Promise.resolve([
    { name: 'parse-vs-markdown-it', ratio: median(ratios(smalls, parses)), limit: 2, detail },
    { name: 'parse-linear', ratio: median(ratios(larges, tenths)), limit: 12, detail },
  ]);
}

/** About four lines a task, sections of 25: ids, dependencies in and across phases, files, descriptions. */
function planText(tasks: number): string {
  const lines = ['# Plan', '', 'Context of every task.', ''];
  for (let index = 0; index < tasks; index++) {
    const phase = Math.floor(index / 25) + 1;
    const place = (index % 25) + 1;
    if (place === 1) lines.push(`## Phase ${String(phase)}: Section ${String(phase)}`, '');
    const depends = place > 2 && place % 3 === 0 ? ` (depends: ${String(phase)}.${String(place - 2)})` : '';
    lines.push(
      `- [ ] ${String(phase)}.${String(place)} Implement part ${String(index)} in \`src/m${String(index % 97)}/f${String(index)}.ts\`${depends}`,
      `  - files: src/m${String(index % 97)}/f${String(index)}.ts, test/f${String(index)}.test.ts`,
      `  Describe the behaviour of part ${String(index)}, its inputs and its errors, in one sentence.`,
      '  - keep the public interface as it is',
    );
    if (place === 25) lines.push('');
  }
  return lines.join('\n');
}

function timeMs(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function ratios(values: readonly number[], bases: readonly number[]): number[] {
  return values.map((value, index) => value / (bases[index] ?? Number.NaN));
}

if (isMain(import.meta.url)) print(await benchParse());
