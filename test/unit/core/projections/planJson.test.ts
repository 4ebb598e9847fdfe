import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import { checkPlan } from '../../../../src/core/graph/checkPlan.ts';
import { toPlanJson } from '../../../../src/core/projections/planJson.ts';

const root = join(import.meta.dirname, '../../../..');
const folders = ['examples/plans', 'examples/demo/plans'];
const goldenFolder = join(import.meta.dirname, '../../../fixtures/plans');

describe('canonical JSON', () => {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  );

  for (const path of paths) {
    const name = basename(path, '.md');

    it(`of the example "${name}" is what it was (UPDATE_GOLDEN=1 rewrites it)`, () => {
      const { plan, graph } = checkPlan(readFileSync(join(root, path), 'utf8'), { path });
      const json = `${JSON.stringify(toPlanJson(plan, graph), null, 2)}\n`;
      const golden = join(goldenFolder, `${name}.json`);
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, json);
      assert.deepEqual(JSON.parse(json), JSON.parse(readFileSync(golden, 'utf8')));
    });

    it(`of the example "${name}" tells of no errors`, () => {
      const { plan } = checkPlan(readFileSync(join(root, path), 'utf8'), { path });
      assert.deepEqual(
        plan.diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }

  it('has a golden file for every example and no others', () => {
    const expected = paths.map((path) => `${basename(path, '.md')}.json`);
    assert.deepEqual(readdirSync(goldenFolder).sort(), expected.sort());
  });
});
