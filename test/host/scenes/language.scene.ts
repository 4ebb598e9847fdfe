import { eventually } from '../support/eventually.ts';
import { createPlanWorkspace } from '../support/planWorkspace.ts';
import type { Scene } from '../support/scene.ts';

const plan = `# Checkout

Customers pay in one step.

## Phase 1: Foundation

- [x] 1.1 Money as whole cents in \`src/money.ts\`
- [ ] 1.2 Table of orders (depends: 1.1) (estimate: 20m)
- [ ] 1.3 Read the price list (depends: 1.1)
- [ ] 1.4 Convert currencies (depends: 1.1)

## Phase 2: Pay

- [ ] 2.1 Total of a basket (depends: 1.2, 1.3)
- [ ] 2.2 Pay by card (depends: 2.1, 1.4)
      The card's number never reaches our server.
- [ ] 2.3 Receipt by mail (depends: 1.2-1.4)
`;

/** An editor of a plan: before a run, and in the middle of one. */
export const scene: Scene = {
  size: { width: 1180, height: 760 },
  prepare: () => {
    const workspace = createPlanWorkspace(plan, { config: { retries: 0, verify: ['true'] } });
    const write = (path: string) => ({ do: 'write', path, text: 'export {};\n' }) as const;
    workspace.scenario({
      '1.2': [{ steps: [write('src/orders.ts')] }],
      '1.3': [{ steps: [write('src/prices.ts'), { do: 'waitFor', path: workspace.door('prices') }] }],
      '1.4': [{ steps: [{ do: 'fail', message: 'The rates are not reachable' }] }],
    });
    return workspace;
  },
  play: async ({ workbench, picture }) => {
    const lensesOf = async (title: string): Promise<readonly string[]> =>
      (await workbench.editor.codeLenses()).find(({ above }) => above.includes(title))?.titles ?? [];
    await workbench.editor.open('plan.md', 1);
    await eventually(
      'lenses',
      () => lensesOf('Total of a basket'),
      (titles) => titles.length === 2,
    );
    await picture('plan-lenses');
    await workbench.runCommand('Tutti: Run Plan');
    await eventually(
      'task 1.4 to have failed, and 1.3 to run',
      async () => [...(await lensesOf('price list')), ...(await lensesOf('currencies'))],
      (titles) => titles.includes('running') && titles.includes('failed'),
    );
    await workbench.editor.clickCodeLens('currencies', 'Retry');
    await eventually(
      'the second attempt at 1.4 to have failed',
      () => lensesOf('currencies'),
      (titles) => titles.includes('2 attempts') && titles.includes('failed'),
    );
    await picture('plan-states');
  },
};
