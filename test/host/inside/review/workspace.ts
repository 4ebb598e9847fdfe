import { createConflictRun } from '../../support/conflictRun.ts';
import type { InsideSession } from '../../support/insideSession.ts';

export const session: InsideSession = {
  prepare: () => {
    const rig = createConflictRun();
    return { open: rig.repo.folder, dispose: () => rig.dispose() };
  },
};
