import { join } from 'node:path';
import { createConflictRun } from '../../support/conflictRun.ts';
import type { InsideSession } from '../../support/insideSession.ts';

export const session: InsideSession = {
  prepare: () => {
    const rig = createConflictRun();
    return {
      open: rig.repo.folder,
      env: { TUTTI_SCENARIO: join(rig.repo.root, 'scenario.json') },
      dispose: () => rig.dispose(),
    };
  },
};
