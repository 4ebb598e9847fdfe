import * as z from 'zod';
import { UserError } from '../../core/base/userError.ts';
import { checkPlan } from '../../core/graph/checkPlan.ts';
import { diagnosticsText } from '../../core/projections/diagnosticsText.ts';
import { planStatusText } from '../../core/projections/planStatusText.ts';
import { requireRow, steerPlan } from '../commands/steer.ts';
import { allPlans, type PlanTarget } from '../commands/targets.ts';
import type { HostServices } from '../hostServices.ts';
import type { LanguageModelToolName } from '../manifest/ai.ts';
import { defineAiTool, type AiTool } from './aiTool.ts';
import { planNamed, requireTask } from './aiTargets.ts';
import { runConfirmation, runTasks } from './aiRun.ts';

const planInput = z.strictObject({ plan: z.string().optional() });
const validateInput = z.strictObject({ path: z.string().optional(), text: z.string().optional() });
const runInput = z.strictObject({
  plan: z.string().optional(),
  tasks: z.array(z.string()).min(1).max(500).optional(),
});
const retryInput = z.strictObject({ task: z.string(), note: z.string().max(20_000).optional() });

/** What the language models of the editor may do here. */
export function aiTools(services: HostServices): Readonly<Record<LanguageModelToolName, AiTool>> {
  return {
    tutti_planStatus: defineAiTool(planInput, {
      doing: () => 'Looking at the plans',
      run: ({ plan }) => Promise.resolve(statusText(services, plan)),
    }),
    tutti_validatePlan: defineAiTool(validateInput, {
      doing: ({ path }) => `Checking ${path ?? 'the plan'}`,
      run: ({ path, text }) => Promise.resolve(problemsText(services, { path, text })),
    }),
    tutti_runTasks: defineAiTool(runInput, {
      doing: () => 'Starting agents',
      confirmation: ({ plan, tasks }) => runConfirmation(planNamed(services, plan), tasks ?? null),
      run: ({ plan, tasks }) => runTasks(services, planNamed(services, plan), tasks ?? null),
    }),
    tutti_retryTask: defineAiTool(retryInput, {
      doing: ({ task }) => `Retrying ${task}`,
      confirmation: ({ task, note }) => {
        const target = requireTask(services, task);
        requireRow(target);
        const told = note === undefined ? '' : ` Its agent is told: ${note}`;
        return {
          title: `Retry ${target.task.id} ${target.task.title}?`,
          message: `An agent goes on with it, which costs time and money.${told}`,
        };
      },
      run: async ({ task, note }) => {
        const target = requireTask(services, task);
        requireRow(target);
        await steerPlan(target, { type: 'retry', task: target.task.ref, note: note ?? null }, { goOn: true });
        return `${target.task.ref} is tried once more.`;
      },
    }),
  };
}

function statusText(services: HostServices, plan: string | undefined): string {
  const targets = plan === undefined ? allPlans(services) : [planNamed(services, plan)];
  const repositories = [...new Set(targets.map(({ repository }) => repository))];
  if (repositories.length === 0) throw new UserError('There is no plan in this workspace yet.');
  const texts = repositories.map((repository) => {
    const views = targets.filter((target) => target.repository === repository).map(({ view }) => view);
    return planStatusText(views, repository.status);
  });
  return texts.join('\n\n');
}

function problemsText(
  services: HostServices,
  { path, text }: { readonly path: string | undefined; readonly text: string | undefined },
): string {
  if (text !== undefined) return diagnosticsText(checkPlan(text, { path: path ?? 'plan.md' }).plan);
  const targets: readonly Pick<PlanTarget, 'checked'>[] =
    path === undefined ? allPlans(services) : [planNamed(services, path)];
  if (targets.length === 0) throw new UserError('There is no plan in this workspace yet.');
  return targets.map(({ checked }) => diagnosticsText(checked.plan)).join('\n');
}
