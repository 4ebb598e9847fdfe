import { createPlanWorkspace } from '../../support/planWorkspace.ts';
import type { InsideSession } from '../../support/insideSession.ts';

const plan = `# Shop

- [ ] 1.1 Prices
- [ ] 1.2 Basket (depends: 1.1)
- [ ] 1.3 Receipt (depends: 1.2)
`;

/** The agent of 1.1 waits until the file exists that \`TUTTI_TEST_DOOR\` names. */
export const session: InsideSession = {
  prepare: () => {
    const workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    const door = workspace.door('prices');
    workspace.scenario({
      '1.1': [
        {
          steps: [
            { do: 'write', path: 'prices.txt', text: 'one\n' },
            { do: 'waitFor', path: door },
          ],
        },
      ],
    });
    return { ...workspace, env: { TUTTI_TEST_DOOR: door } };
  },
};
