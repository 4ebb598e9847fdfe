import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileGlob, mayMeet } from '../../../../src/core/graph/globs.ts';
import { checked, problems } from '../../../support/planText.ts';

describe('files that tasks share', () => {
  it('are found between tasks that may run together only', () => {
    const { plan, graph } = checked([
      '## A',
      '- [ ] 1.1 a in `src/x.ts`',
      '- [ ] 1.2 b in `src/x.ts` and `src/y.ts`',
      '- [ ] 1.3 c in `src/y.ts` (depends: 1.2)',
      '## B',
      '- [ ] 2.1 d in `src/x.ts`',
      '- [x] 2.2 e in `src/x.ts`',
    ]);
    assert.deepEqual(graph.overlaps, [{ tasks: ['1.1', '1.2'], files: ['src/x.ts'], source: 'mentioned' }]);
    assert.deepEqual(
      plan.diagnostics.map(({ code, severity, line }) => [code, severity, line]),
      [['plan/shared-files', 'info', 3]],
    );
  });

  it('are what a task declares, when it declares any', () => {
    const { plan, graph } = checked([
      '- [ ] 1.1 read `src/x.ts` (files: src/a.ts, docs/**)',
      '- [ ] 1.2 change `src/x.ts`',
      '- [ ] 1.3 more (files: docs/b.md, src/a.ts)',
    ]);
    assert.deepEqual(graph.overlaps, [
      { tasks: ['1.1', '1.3'], files: ['docs/b.md', 'src/a.ts'], source: 'declared' },
    ]);
    assert.deepEqual(problems(plan), ['3:7-10 plan/shared-files']);
  });

  it('give each task its leases, which meet where globs do', () => {
    const { graph } = checked([
      '- [ ] 1.1 a (files: src/**)',
      '- [ ] 1.2 b (files: src/ui/*.ts)',
      '- [ ] 1.3 c (files: src/ui/x.ts)',
      '- [ ] 1.4 d (files: test/**)',
    ]);
    const meet = (a: string, b: string): boolean =>
      (graph.leases.get(a) ?? []).some((key) => graph.leases.get(b)?.includes(key));
    assert.deepEqual(
      [meet('1.1', '1.2'), meet('1.1', '1.3'), meet('1.2', '1.3'), meet('1.1', '1.4'), meet('1.3', '1.4')],
      [true, true, true, false, false],
    );
  });

  it('stay within bounds when thousands of tasks share one', () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `- [ ] T${String(index)} t in \`package.json\``,
    );
    assert.equal(checked(lines).graph.overlaps.length, 1_000);
  });

  it('stay within bounds when thousands of globs lie in one folder', () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `- [ ] T${String(index)} t (files: src/*${String(index)}.ts)`,
    );
    const { graph } = checked(lines);
    assert.ok([...graph.leases.values()].every((keys) => keys.length <= 3));
    assert.equal(graph.overlaps.length, 1_000);
  });
});

describe('globs', () => {
  it('match paths below their folder', () => {
    assert.equal(compileGlob('src/**').matches('src/a/.b.ts'), true);
    assert.equal(compileGlob('src/*.ts').matches('src/a/b.ts'), false);
    assert.equal(compileGlob('src/{a,b}/*.ts').matches('src/b/x.ts'), true);
  });

  it('with very many stars stand for their whole folder', () => {
    const glob = compileGlob(`src/${'*a'.repeat(40)}`);
    assert.deepEqual([glob.matches(`src/${'a'.repeat(200)}b`), glob.matches('lib/a')], [true, false]);
  });

  it('may meet unless a fixed part or the extension tells them apart', () => {
    assert.deepEqual(
      [
        mayMeet('src/**', 'src/ui/*.ts'),
        mayMeet('**/*.ts', '**/*.css'),
        mayMeet('src/a/*', 'src/b/*'),
        mayMeet('src/*/x.ts', 'src/b/*'),
        mayMeet('src/a*.ts', 'src/b*.ts'),
        mayMeet('src/*', 'src/*/*'),
      ],
      [true, false, false, true, false, false],
    );
  });
});
