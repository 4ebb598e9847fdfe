import { createGitRepo } from '../../../support/gitRepo.ts';
import type { InsideSession } from '../../support/insideSession.ts';

/** A repository like any other, without a plan. */
export const session: InsideSession = {
  // The processes of VS Code's own git would be taken for ours.
  host: { settings: { 'git.enabled': false } },
  prepare: () => {
    const repo = createGitRepo();
    repo.commit({ 'README.md': '# Shopping\n\n- [ ] buy milk (depends: 1.1)\n', 'index.js': '1;\n' });
    return {
      open: repo.folder,
      dispose: () => {
        repo.dispose();
      },
    };
  },
};
