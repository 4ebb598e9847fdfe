import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGitRepo } from '../../../support/gitRepo.ts';
import type { InsideSession } from '../../support/insideSession.ts';

/** Three plans, of which one has an error; the task 1.1 of `auth` waits for the file that `TUTTI_GO` names. */
export const session: InsideSession = {
  prepare: () => {
    const repo = createGitRepo();
    repo.commit({
      'tutti.json': JSON.stringify({ agent: 'script', verify: ['true'] }),
      'plans/auth.md': '# Auth\n\n- [ ] 1.1 Users table\n- [ ] 1.2 Login (depends: 1.1)\n',
      'plans/bugs.md': '# Bugs\n\n- [ ] 3.1 One\n- [ ] 3.2 Two (depends: none)\n',
      'plans/broken.md': '# Broken\n\n- [ ] 2.1 One (depends: 2.9)\n',
    });
    const [go, scenario] = [join(repo.root, 'go'), join(repo.root, 'scenario.json')];
    const wait = { do: 'waitFor', path: go };
    const write = { do: 'write', path: 'users.sql', text: 'users' };
    writeFileSync(scenario, JSON.stringify({ tasks: { '1.1': [{ steps: [wait, write] }] } }));
    return {
      open: repo.folder,
      env: { TUTTI_SCENARIO: scenario, TUTTI_GO: go },
      dispose: () => repo.dispose(),
    };
  },
};
