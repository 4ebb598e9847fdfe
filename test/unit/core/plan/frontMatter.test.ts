import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { planOf, problems, textAt } from '../../../support/planText.ts';

describe('front matter', () => {
  const withSettings = (...settings: string[]): string[] => ['---', ...settings, '---', '- [ ] 1.1 A'];

  it('sets what the plan runs with', () => {
    const plan = planOf(
      withSettings(
        'name: My Plan',
        'agent: claude',
        'priority: high',
        'base: dev',
        'verify: npm test',
        'concurrency: 4',
      ),
    );
    assert.equal(plan.name, 'my-plan');
    assert.deepEqual(plan.settings, {
      agent: 'claude',
      model: null,
      pool: null,
      priority: 1,
      base: 'dev',
      verify: ['npm test'],
      verifyMode: 'background',
      concurrency: 4,
      depends: [],
    });
    assert.deepEqual(problems(plan), []);
  });

  it('takes verify as a command, a list, and as blocking', () => {
    assert.deepEqual(planOf(withSettings('verify: [a, b]')).settings.verify, ['a', 'b']);
    const blocking = planOf(withSettings('verify: blocking')).settings;
    assert.deepEqual([blocking.verify, blocking.verifyMode], [null, 'blocking']);
    assert.deepEqual(problems(planOf(withSettings('verify: ""'))), ['2:9-11 plan/empty-command']);
  });

  it('is absent by default, and the name comes from the file', () => {
    const plan = planOf(['- [ ] 1.1 A']);
    assert.deepEqual([plan.name, plan.settings.verify, plan.settings.priority], ['test', null, 0]);
  });

  it('that can not be read is reported at its place, and the plan still loads', () => {
    const plan = planOf(withSettings('name: ok', 'agent: [unclosed', 'base: x'));
    const unread = plan.diagnostics.find(({ code }) => code === 'plan/front-matter');
    assert.deepEqual([unread?.severity, (unread?.line ?? 0) >= 3], ['error', true]);
    assert.equal(plan.tasks.length, 1);
  });

  it('leaves keys of other tools alone, and asks about misspelt ones', () => {
    const lines = withSettings('tags: [a]', 'author: me', 'concurency: 3');
    const plan = planOf(lines);
    assert.deepEqual(
      plan.diagnostics.map((diagnostic) => [diagnostic.code, textAt(lines, diagnostic)]),
      [['plan/front-matter', 'concurency']],
    );
  });

  it('reports values of the wrong kind and dependencies between plans', () => {
    const plan = planOf(withSettings('concurrency: many', 'priority: soon', 'depends: [platform.phase2]'));
    assert.deepEqual(problems(plan), [
      '2:14-18 plan/bad-value',
      '3:11-15 plan/bad-value',
      '4:10-27 plan/not-yet-supported',
    ]);
    assert.equal(plan.settings.depends.length, 1);
  });

  it('that is never closed is told from a rule', () => {
    assert.deepEqual(problems(planOf(['---', 'name: x', '', '- [ ] 1.1 A'])), ['1:1-4 plan/front-matter']);
    assert.deepEqual(problems(planOf(['---', '', '- [ ] 1.1 A'])), []);
  });
});
