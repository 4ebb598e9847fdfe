import type { InsideSession } from '../../support/insideSession.ts';
import { createPlanWorkspace } from '../../support/planWorkspace.ts';

const plan = `# Login

## Phase 1: Base

- [ ] 1.1 Users table (depends: none)
- [ ] 1.2 Hash passwords (depends: none)

## Phase 2: On top

- [ ] 2.1 Login endpoint (depends: 1.1, 1.2)
- [ ] 2.2 Log out (depends: 2.1)
`;

/** The first attempt at 1.1 fails; 1.2 fails until a note says how it is done. */
export const session: InsideSession = {
  prepare: () =>
    createPlanWorkspace(plan, {
      config: { verify: ['true'], retries: 0 },
      tasks: {
        '1.1': [
          { steps: [{ do: 'fail', message: 'no database' }] },
          { steps: [{ do: 'write', path: 'users.sql', text: 'users\n' }] },
        ],
      },
    }),
};
