import { createPlanWorkspace } from '../../support/planWorkspace.ts';
import type { InsideSession } from '../../support/insideSession.ts';

/** Plans of every kind, none of them run; the tests write their own texts into `plans/work.md`. */
export const session: InsideSession = {
  prepare: () =>
    createPlanWorkspace('# Plan\n\n- [ ] 1.1 One\n', {
      files: {
        'README.md': '# Shop\n\nSee 1.1 (depends: 9.9).\n\n- [ ] buy milk (depends: 9.9)\n',
        'notes/own.md': '---\ntutti: true\n---\n# Own\n\n- [ ] 1.1 One (depends: 9.9)\n',
        'plans/work.md': '# Work\n\n- [ ] 1.1 One\n',
        'plans/text.md': 'Only text yet.\n',
        'specs/001-shop/tasks.md':
          '# Tasks: Shop\n\n## Phase 1: Setup\n\n- [ ] T001 Create project\n- [ ] T002 [P] Configure lint (depends on: T001)\n',
      },
    }),
};
