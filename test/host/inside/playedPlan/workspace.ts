import { createPlanWorkspace } from '../../support/planWorkspace.ts';
import type { InsideSession } from '../../support/insideSession.ts';

const plan = `# Shop

- [ ] 1.1 Prices
- [ ] 1.2 Basket (depends: 1.1)
- [ ] 1.3 Receipt (depends: 1.2)
`;

/** The agents of 1.1 and 1.3 wait until the files exist that \`TUTTI_TEST_DOOR\` and \`TUTTI_TEST_LAST_DOOR\` name. */
export const session: InsideSession = {
  prepare: () => {
    const workspace = createPlanWorkspace(plan, { config: { verify: ['true'] } });
    const door = workspace.door('prices');
    const lastDoor = workspace.door('receipt');
    workspace.scenario({
      '1.1': [
        {
          steps: [
            { do: 'write', path: 'prices.txt', text: 'one\n' },
            { do: 'waitFor', path: door },
          ],
        },
      ],
      '1.3': [
        {
          steps: [
            { do: 'waitFor', path: lastDoor },
            { do: 'write', path: 'receipt.txt', text: 'one\n' },
          ],
        },
      ],
    });
    return { ...workspace, env: { TUTTI_TEST_DOOR: door, TUTTI_TEST_LAST_DOOR: lastDoor } };
  },
};
