import type { InsideSession } from '../../support/insideSession.ts';
import { createPlanWorkspace } from '../../support/planWorkspace.ts';

/** Of its plans one lies where plans are looked for; the agent of the other one asks for a permission. */
export const session: InsideSession = {
  prepare: () =>
    createPlanWorkspace('# Notes\n', {
      config: { verify: ['true'], plans: ['plans/**/*.md'] },
      files: {
        'plans/first.md': '# First\n\n- [ ] 1.1 Users table\n',
        'docs/roadmap.md': '# Roadmap\n\n- [ ] 2.1 Login\n',
      },
      tasks: { '2.1': [{ steps: [{ do: 'askPermission', tool: 'Bash', summary: 'npm install zod' }] }] },
    }),
};
