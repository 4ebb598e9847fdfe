import { createGitRepo } from '../../../support/gitRepo.ts';
import type { InsideSession } from '../../support/insideSession.ts';

export const session: InsideSession = {
  prepare: () => {
    const repo = createGitRepo();
    repo.commit({
      'plan.md': '---\ntutti: true\n---\n# Plan\n\n- [ ] 1.1 One\n- [ ] 1.2 Two (depends: 1.1)\n',
    });
    return {
      open: repo.folder,
      dispose: () => {
        repo.dispose();
      },
    };
  },
};
