import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { checkPlan } from '../../../src/core/graph/checkPlan.ts';
import { attributeKey } from '../../../src/core/plan/attributeKeys.ts';

const folder = 'tutti-plan';
const text = readFileSync(new URL(`../../../skills/${folder}/SKILL.md`, import.meta.url), 'utf8');
const plans = [...text.matchAll(/^```markdown\n([\s\S]*?)^```$/gm)].map(([, plan = '']) => plan);

function check(plan: string) {
  return checkPlan(plan, { path: 'plan.md', names: { agents: [], pools: [], skills: [] } });
}

describe('the skill that teaches the plan grammar', () => {
  it('is named as its folder is, and says when to use it', () => {
    const header: unknown = parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '');
    assert.ok(typeof header === 'object' && header !== null && 'name' in header && 'description' in header);
    assert.equal(header.name, folder);
    assert.ok(typeof header.description === 'string' && header.description.length <= 1_024);
  });

  it('shows plans without a problem', () => {
    assert.equal(plans.length, 2);
    assert.deepEqual(
      plans.flatMap((plan) => check(plan).plan.diagnostics),
      [],
    );
  });

  it('shows an order, a gate, criteria and tasks without ids', () => {
    const [first, second] = plans.map((plan) => check(plan).plan);
    const kinds = first?.tasks.map(({ id, kind, state }) => `${id} ${kind} ${state}`);
    assert.deepEqual(kinds?.slice(0, 7), [
      '1.1 task open',
      '1.2 task open',
      '1.3 task done',
      '2.1 task open',
      '2.2 task open',
      '2.3 task open',
      'VERIFY-2 verify open',
    ]);
    assert.equal(first?.tasks.filter(({ kind }) => kind === 'criterion').length, 2);
    assert.equal(
      second?.tasks.every(({ ownId, kind }) => !ownId && kind === 'task'),
      true,
    );
  });

  it('names attributes only that tasks have and that are acted on', () => {
    const table = text.slice(text.indexOf('| key | value |'), text.indexOf('The front matter takes'));
    const keys = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(.*?)`/g)].map(([, key = '']) => key),
    );
    assert.ok(keys.length > 8);
    for (const key of keys) {
      assert.notEqual(attributeKey(key), null, key);
      const plan = `- [ ] 1.1 One\n- [ ] 1.2 Two\n  - ${key}: 1\n`;
      const codes = check(plan).plan.diagnostics.map(({ code }) => code);
      assert.ok(!codes.includes('plan/not-yet-supported'), key);
    }
  });
});
