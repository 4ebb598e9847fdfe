import { dryRun } from '../../app/dryRun.ts';
import { forecastLines } from '../../core/projections/forecastLines.ts';
import { graphText } from '../../core/projections/graphText.ts';
import type { HostServices } from '../hostServices.ts';
import type { PlanTarget } from './targets.ts';

/** What a run of these plans would do and take, as a page; nothing is started. */
export async function showForecast(services: HostServices, plans: readonly PlanTarget[]): Promise<void> {
  const [first] = plans;
  if (first === undefined) return;
  const project = first.repository.requireProject();
  const { plans: loaded, forecast } = await dryRun(project, {
    plans: plans.map(({ checked }) => checked.path),
    cwd: project.root,
    agent: null,
    max: null,
    base: null,
    fresh: false,
    into: null,
    attended: true,
  });
  const orders = loaded.map(({ plan, graph }) => graphText(plan, graph).trimEnd());
  const text = `${[forecastLines(forecast).join('\n'), ...orders].join('\n\n')}\n`;
  await services.pages.show({ name: `Forecast ${first.view.name}.txt`, text: () => text });
}
