import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { graphDot } from '../../../../src/core/projections/graphDot.ts';
import { graphMermaid } from '../../../../src/core/projections/graphMermaid.ts';
import { graphText } from '../../../../src/core/projections/graphText.ts';
import { toPlanJson } from '../../../../src/core/projections/planJson.ts';

describe('any text at all', () => {
  it('of random characters, lone surrogates included, is read without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), holds), { numRuns: 300 });
  });

  it('of random bytes is read without throwing', () => {
    const bytes = fc.uint8Array({ maxLength: 500 }).map((array) => new TextDecoder().decode(array));
    fc.assert(fc.property(bytes, holds), { numRuns: 300 });
  });

  it('of the pieces of the language, in any order, is read without throwing', () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, holds), { numRuns: 1_500 });
  });

  it('of extreme shape is read without throwing', () => {
    for (const text of extremes()) holds(text);
  });
});

const pieces = [
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  '  ',
  '    ',
  '\0',
  '\uFEFF',
  '\uD800',
  '- [ ] ',
  '- [x] ',
  '  - [ ] ',
  '* [-] ',
  '1. [~] ',
  '- [ ]* ',
  '> ',
  '## ',
  '# Phase 1: ',
  '## Phase 2 ',
  '### Acceptance criteria\n',
  '---\n',
  'verify: blocking\n',
  'depends: [',
  '1.1',
  '1.2 ',
  '2.1',
  ' T001 ',
  '**',
  '`',
  '``',
  '```\n',
  '(depends: 1.1)',
  '(depends: phase 1)',
  '(depends: 1.1-2.1, x)',
  '(agent: ',
  ')',
  '(',
  '- files: src/**, a.ts\n',
  '  depends: none\n',
  '[SEQUENTIAL]',
  '[PARALLEL]',
  '[SYNC]',
  '(pipeline-start: 1.1)',
  '**pipeline-start:** when 1.1 completes\n',
  '**Execution Note:** Tasks 1.1-2.1 are [SEQUENTIAL] - why\n',
  'VERIFY 1: ',
  '<!--',
  '-->',
  'text',
  '(bonus)',
  '(verify:)',
];

function extremes(): string[] {
  const many = 10_000;
  return [
    `- [ ] 1.1 ${'x'.repeat(many)}`,
    `- [ ] 1.1 ${'('.repeat(many)}`,
    `- [ ] 1.1 ${'(a: '.repeat(2_000)}${')'.repeat(2_000)}`,
    `- [ ] 1.1 ${Array.from({ length: 150 }, (_, length) => '`'.repeat(length)).join(' ')}`,
    `- [ ] 1.1 (depends: ${'1.1-'.repeat(many)})`,
    `- [ ] ${'9'.repeat(many)}. x`,
    `- [ ] ${'a-'.repeat(many)}1 x`,
    `# ${'Phase '.repeat(2_000)}\n- [ ] a`,
    `**Execution Note:** ${'Tasks 1 are '.repeat(1_000)}${'[SYNC]'.repeat(1_000)}`,
    `${'> '.repeat(1_000)}- [ ] deep`,
    '- '.repeat(1_000) + '[ ] deep',
    Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- [ ] 1.${String(depth)} x`).join('\n'),
    `---\na: ${'['.repeat(many)}\n---\n- [ ] a`,
    `---\na: &a [x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nagent: [*c,*c,*c,*c]\n---\n- [ ] a`,
    '\n'.repeat(many),
    '\t'.repeat(many),
    '[ ]'.repeat(many),
  ];
}

/** Ids are unique, ranges lie in the text, references lead to tasks, and every view of it can be made. */
function holds(text: string): void {
  const { plan, graph } = checkPlan(text, { path: 'any.md' });
  const ids = new Set(plan.tasks.map((task) => task.id));
  assert.equal(ids.size, plan.tasks.length);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const ranges = [
    ...plan.diagnostics,
    ...plan.tasks.flatMap((task) => [task.checkbox, task.idRange ?? task.checkbox]),
  ];
  for (const { line, column, endLine, endColumn } of ranges) {
    assert.ok(
      line >= 1 && line <= endLine && endLine <= lines.length,
      `${String(line)} of ${String(lines.length)}`,
    );
    assert.ok(column >= 1 && endColumn >= 1 && endColumn <= (lines[endLine - 1]?.length ?? 0) + 1);
  }
  for (const task of plan.tasks) {
    assert.match(
      lines[task.checkbox.line - 1]?.slice(task.checkbox.column - 2, task.checkbox.column + 1) ?? '',
      /^\[.\]$/,
    );
    for (const dependency of task.depends) if (dependency.kind === 'task') assert.ok(ids.has(dependency.id));
  }
  const nodes = new Set(graph.nodes.map((node) => node.id));
  assert.ok(graph.edges.every(({ from, to }) => nodes.has(from) && nodes.has(to)));
  JSON.stringify(toPlanJson(plan, graph));
  for (const view of [graphDot, graphMermaid, graphText]) assert.doesNotMatch(view(plan, graph), /\p{Cs}/u);
}
