import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { toPlanJson } from '../../../../src/core/projections/planJson.ts';

const plansFolder = join(import.meta.dirname, '../../../../examples/plans');
const goldenFolder = join(import.meta.dirname, '../../../fixtures/plans');

describe('canonical JSON', () => {
  const names = readdirSync(plansFolder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));

  for (const name of names) {
    it(`of the example "${name}" is what it was (UPDATE_GOLDEN=1 rewrites it)`, () => {
      const { plan, graph } = checkPlan(readFileSync(join(plansFolder, `${name}.md`), 'utf8'), {
        path: `examples/plans/${name}.md`,
      });
      const json = `${JSON.stringify(toPlanJson(plan, graph), null, 2)}\n`;
      const golden = join(goldenFolder, `${name}.json`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, json);
      assert.deepEqual(JSON.parse(json), JSON.parse(readFileSync(golden, 'utf8')));
    });

    it(`of the example "${name}" tells of no errors`, () => {
      const { plan } = checkPlan(readFileSync(join(plansFolder, `${name}.md`), 'utf8'), {
        path: `${name}.md`,
      });
      assert.deepEqual(
        plan.diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }

  it('has a golden file for every example and no others', () => {
    assert.deepEqual(readdirSync(goldenFolder).sort(), names.map((name) => `${name}.json`).sort());
  });
});
