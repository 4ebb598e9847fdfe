import type { runCommands } from '../manifest/runCommands.ts';
import type { Handlers } from './commandHandler.ts';

export const runHandlers: Handlers<typeof runCommands> = {
  'tutti.run': async ({ repositories }) => {
    const [repository] = repositories.all();
    const [plan] = repository?.plans.all() ?? [];
    if (repository === undefined || plan === undefined) return;
    const path = repository.plans.pathOf(plan);
    if (path === null) return;
    await repository.start({ plans: [path], agent: null, max: null, base: null, fresh: false, into: null });
  },
  'tutti.openPlan': () => Promise.resolve(),
};
