import { createGitRepo } from '../../../support/gitRepo.ts';
import type { InsideSession } from '../../support/insideSession.ts';

export const session: InsideSession = {
  host: { trusted: false },
  prepare: () => {
    const repo = createGitRepo();
    repo.commit({ 'plans/auth.md': '# Auth\n\n- [ ] 1.1 Users table\n- [ ] 1.2 Login (depends: 1.1)\n' });
    return { open: repo.folder, dispose: () => repo.dispose() };
  },
};
