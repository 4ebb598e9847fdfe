import { onlyPlan } from '../../app/findPlans.ts';
import { offerGate } from '../../app/gateOffer.ts';
import { openProject } from '../../app/openProject.ts';
import { dryRun } from '../../app/dryRun.ts';
import type { Project, RunOptions } from '../../app/project.ts';
import { startRun } from '../../app/runs.ts';
import { graphText } from '../../core/projections/graphText.ts';
import { toPlanJson } from '../../core/projections/planJson.ts';
import { ask } from '../ask.ts';
import type { CommandContext } from '../commandSpec.ts';
import { forecastLines } from '../../core/projections/forecastLines.ts';
import { printable } from '../../core/base/printable.ts';
import { showRun } from '../showRun.ts';

export interface RunValues {
  readonly plans: readonly string[];
  readonly plan: readonly string[];
  readonly only: readonly string[];
  readonly max: number | null;
  readonly agent: string | null;
  readonly base: string | null;
  readonly new: boolean;
  readonly into: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly noWatch: boolean;
}

export async function run({ terminal, cwd }: CommandContext, values: RunValues): Promise<number> {
  let project = await openProject(cwd);
  const { max, agent, base, into } = values;
  const named = [...values.plans, ...values.plan];
  const plans = named.length > 0 ? named : [await onlyPlan(project)];
  const options: RunOptions = {
    plans,
    cwd: named.length > 0 ? cwd : project.root,
    agent,
    max,
    base,
    fresh: values.new,
    into,
    only: values.only.length === 0 ? null : values.only,
    attended: terminal.interactive,
  };
  if (values.dryRun) return tryOut(project, options, { terminal, json: values.json });
  if (terminal.interactive && !values.json) {
    const answer = await askForGate(project, options);
    if (answer === null) return 130;
    if (answer) project = await openProject(cwd);
  }
  const handle = await startRun(project, options);
  for (const note of project.notes) terminal.report(`note: ${printable(note, 1_000)}`);
  if (handle.owned && handle.status().plans.some(({ gated }) => !gated)) terminal.report(noGateNote);
  if (!handle.owned) terminal.report(`The plan joined the run ${handle.run}, which another process plays.`);
  const interrupt = handle.owned ? 'stop' : 'leave';
  const summary = await showRun(handle, terminal, { json: values.json, live: !values.noWatch, interrupt });
  return summary?.exitCode ?? 0;
}

const noGateNote = 'note: No gate is configured: tasks land unverified. Set "verify" in tutti.json.';

/** True: there is a gate now. Null: the person left. */
async function askForGate(project: Project, options: RunOptions): Promise<boolean | null> {
  const offer = await offerGate(project, options);
  if (offer === null) return false;
  const { verify, setup } = offer;
  const after = setup.length === 0 ? '' : ` (after ${printable(setup.join('; '))})`;
  const agreed = await ask(
    `No gate is configured. Verify each task with ${printable(verify.join('; '))}${after} before it lands, and write that to tutti.json?`,
  );
  return agreed === true ? offer.accept() : agreed;
}

async function tryOut(
  project: Project,
  options: RunOptions,
  { terminal, json }: Pick<CommandContext, 'terminal'> & { readonly json: boolean },
): Promise<number> {
  const { plans, forecast } = await dryRun(project, options);
  if (json) {
    terminal.print(
      JSON.stringify({ plans: plans.map(({ plan, graph }) => toPlanJson(plan, graph)), forecast }, null, 2),
    );
    return 0;
  }
  for (const { plan, graph } of plans) terminal.print(graphText(plan, graph));
  terminal.print(forecastLines(forecast).join('\n'));
  return 0;
}
