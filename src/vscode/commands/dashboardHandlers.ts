import type { DashboardTab } from '../dashboard/dashboardPanel.ts';
import type { HostServices } from '../hostServices.ts';
import type { dashboardCommands } from '../manifest/dashboardCommands.ts';
import { oneRepository } from './askPlace.ts';
import { requirePlans } from './askPlan.ts';
import type { Handlers } from './commandHandler.ts';
import { namedPlans, readArguments } from './targets.ts';

export const dashboardHandlers: Handlers<typeof dashboardCommands> = {
  'tutti.showDag': (services, ...args) => show(services, args, null),
  'tutti.showMetrics': (services, ...args) => show(services, args, 'metrics'),
};

async function show(
  services: HostServices,
  args: readonly unknown[],
  tab: DashboardTab | null,
): Promise<void> {
  requirePlans(services);
  const repository = await oneRepository(services, args, {
    title: 'Show Dashboard',
    accepts: (candidate) => candidate.planUris().length > 0,
  });
  if (repository === null) return;
  const [plan] = namedPlans(services, readArguments(args));
  (await services.dashboard()).show(repository, { tab, plan: plan?.checked.uri.toString() ?? null });
}
