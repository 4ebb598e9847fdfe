import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planOf, problems, taskOf, textAt } from '../../../support/planText.ts';

describe('attributes of a task', () => {
  it('stand in its line, with code and brackets in their values, and leave the title', () => {
    const task = taskOf(
      planOf([
        '- [ ] 1.1 Fix `f(agent: x)` (Agent: codex) (see: docs) [SEQUENTIAL] (verify: `node -e "f(1)"`) (estimate: 1h 30m)',
      ]),
      '1.1',
    );
    assert.equal(task.title, 'Fix `f(agent: x)` (see: docs)');
    assert.deepEqual(task.attributes, { agent: 'codex', verify: 'node -e "f(1)"', estimateMs: 5_400_000 });
    assert.equal(task.exclusive, true);
  });

  it('stand in lines and bullets right under it, until the first other line', () => {
    const task = taskOf(
      planOf([
        '- [ ] 1.1 A',
        '  agent: codex',
        '  - **Files:** `src/a.ts`, src/{b,c}/**, ./d/',
        '  - priority: 7',
        '',
        '  - retries: 3',
        '  text',
        '  - model: not this',
      ]),
      '1.1',
    );
    assert.deepEqual(task.attributes, { agent: 'codex', priority: 7, retries: 3 });
    assert.deepEqual(task.files, ['src/a.ts', 'src/{b,c}/**', 'd/**']);
    assert.equal(task.body, 'text\n- model: not this');
  });

  it('below the task win over those in its line, with a warning at the loser', () => {
    const lines = ['- [ ] 1.1 A (agent: one)', '  - agent: two'];
    const plan = planOf(lines);
    assert.equal(taskOf(plan, '1.1').attributes.agent, 'two');
    assert.deepEqual(problems(plan), ['1:21-24 plan/attribute-twice']);
  });

  it('that can not be read are reported where they stand, and do not count', () => {
    const plan = planOf([
      '- [ ] 1.1 A (priority: soon) (estimate: long) (retries: -1) (review: maybe) (files: ../x)',
      '- [ ] 1.2 B (verify: )',
      '- [ ] 1.3 C (depends:)',
    ]);
    assert.deepEqual(taskOf(plan, '1.1').attributes, {});
    assert.deepEqual(
      plan.diagnostics.map(({ code, severity, line }) => [code, severity, line]),
      [
        ...Array.from({ length: 5 }, () => ['plan/bad-value', 'warning', 1]),
        ['plan/empty-command', 'error', 2],
        ['plan/bad-value', 'warning', 3],
      ],
    );
  });

  it('that are not acted on yet say so', () => {
    const plan = planOf([
      '- [ ] 1.1 A (category: x) (loop: 3) (until: make) (skills: a, b) (mode: search) (bonus)',
      '- [ ] 1.2 B (agent: x) (model: y) (pool: z) (priority: low) (files: a) (verify: b) (estimate: S) (retries: 1) (timeout: 5m) (review: human)',
    ]);
    assert.deepEqual(
      [...new Set(problems(plan).map((problem) => problem.split(' ')[1]))],
      ['plan/not-yet-supported'],
    );
    assert.equal(plan.diagnostics.length, 6);
    assert.deepEqual(taskOf(plan, '1.1').attributes, {
      category: 'x',
      loop: 3,
      until: 'make',
      skills: ['a', 'b'],
      mode: 'search',
      bonus: true,
    });
  });

  it('that name an unknown agent, pool or skill are reported, with the name that was meant', () => {
    const lines = [
      '- [ ] 1.1 A (agent: cluade) (pool: default) (skills: lint, sql)',
      '- [ ] 1.2 B (pool: gpu)',
    ];
    const plan = planOf(lines, { agents: ['claude', 'codex'], pools: ['default'], skills: ['lint'] });
    const found = plan.diagnostics.filter(({ code }) => code.startsWith('plan/unknown'));
    assert.deepEqual(
      found.map((diagnostic) => [diagnostic.code, diagnostic.severity, textAt(lines, diagnostic)]),
      [
        ['plan/unknown-agent', 'error', 'cluade'],
        ['plan/unknown-skill', 'warning', 'sql'],
        ['plan/unknown-pool', 'error', 'gpu'],
      ],
    );
    assert.equal(found[0]?.fix?.edits[0]?.newText, 'claude');
  });
});
