import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.ts';
import { planStatusText } from '../../core/projections/planStatusText.ts';
import type { runCommands } from '../manifest/runCommands.ts';
import { dayAndTimeText } from '../../shared/dashboard/quantities.ts';
import type { RunStateWord, TaskStateWord } from '../../shared/status.ts';
import type { HostServices } from '../hostServices.ts';
import type { Repository } from '../repository/repository.ts';
import { onePlan, somePlans } from './askPlan.ts';
import { someTasks, startable } from './askTask.ts';
import { setBudget } from './budget.ts';
import type { Handlers } from './commandHandler.ts';
import { showForecast } from './forecastPage.ts';
import { pickRun } from './pickRun.ts';
import { showDecisionLog, showReport } from './runPages.ts';
import { askPhase, oneRepository } from './askPlace.ts';
import { playPlans, playTasks } from './play.ts';
import { runSelection } from './runSelection.ts';
import { runWithOptions } from './runWithOptions.ts';
import { isLive, steer } from './steer.ts';
import { taskIn } from './targets.ts';
import { requireTrust } from './trust.ts';
import { whenChanged } from './whenChanged.ts';

export const runHandlers: Handlers<typeof runCommands> = {
  'tutti.run': async (services, ...args) => {
    requireTrust();
    const plans = await somePlans(services, args, 'Run Plan');
    if (plans !== null) await playPlans(services, plans);
  },
  'tutti.runWithOptions': (services, ...args) => runWithOptions(services, args),
  'tutti.dryRun': async (services, ...args) => {
    requireTrust();
    const plans = await somePlans(services, args, 'Forecast Run');
    if (plans !== null) await showForecast(services, plans);
  },
  'tutti.runReady': async (services, ...args) => {
    requireTrust();
    const plan = await onePlan(services, args, 'Run Ready Tasks');
    if (plan === null) return;
    const ready = [...plan.view.tasks.values()].filter(
      ({ kind, state }) => kind !== 'group' && state === 'ready',
    );
    if (ready.length === 0) throw new UserError('No task of this plan is ready to run.', 1, 'nothing');
    await playTasks(
      services,
      ready.flatMap(({ id }) => taskIn(plan, id) ?? []),
    );
  },
  'tutti.runTask': async (services, ...args) => {
    requireTrust();
    await playTasks(services, await someTasks(services, args, startable('Run Task')));
  },
  'tutti.runPhase': async (services, ...args) => {
    requireTrust();
    await playTasks(services, await askPhase(services, args));
  },
  'tutti.runSelection': async (services, ...args) => {
    requireTrust();
    await runSelection(services, args);
  },
  'tutti.pause': (services, ...args) => steerRun(services, args, { title: 'Pause Run', type: 'pause' }),
  'tutti.resume': async (services, ...args) => {
    requireTrust();
    const repository = await oneRepository(services, args, { title: 'Resume Run', accepts: canGoOn });
    if (repository !== null) await goOn(repository, runOf(args));
  },
  'tutti.drain': (services, ...args) => steerRun(services, args, { title: 'Drain Run', type: 'drain' }),
  'tutti.stop': async (services, ...args) => {
    const repository = await oneRepository(services, args, { title: 'Stop Run', accepts: isLive });
    if (repository === null || !(await confirmStop(repository))) return;
    await steer(repository, { type: 'stop' });
  },
  'tutti.setBudget': (services, ...args) => setBudget(services, args),
  'tutti.followRun': async (services, ...args) => {
    requireTrust();
    const repository = await oneRepository(services, args, { title: 'Follow Latest Run', accepts: always });
    if (repository === null) return;
    if (!isLive(repository)) await repository.follow(null);
    await vscode.commands.executeCommand('tutti.plan.focus');
  },
  'tutti.pickRun': (services, ...args) => pickRun(services, args),
  'tutti.showStatus': async (services) => {
    const text = (): string => statusText(services);
    const changes = (listener: () => void) => whenChanged(services, listener);
    await services.pages.show({ name: 'Run Status.txt', text, changes });
  },
  'tutti.showReport': (services, ...args) => showReport(services, args),
  'tutti.showDecisionLog': (services, ...args) => showDecisionLog(services, args),
};

const resumable: ReadonlySet<RunStateWord> = new Set(['paused', 'draining', 'stopped', 'failed', 'halted']);

function always(): boolean {
  return true;
}

function canGoOn({ status }: Repository): boolean {
  return status !== null && resumable.has(status.state);
}

async function goOn(repository: Repository, named: string | null): Promise<void> {
  const shown = repository.status?.run ?? null;
  const run = named ?? shown;
  if (run === null) throw new UserError('There is no run yet.', 2, 'noRun');
  if (!isLive(repository)) await repository.resume(run);
  else if (run !== shown)
    throw new UserError(`${shown ?? ''} is played now: ${run} can go on when it has ended.`, 1);
  else if (repository.status?.state !== 'running') await steer(repository, { type: 'unpause' });
}

/** Toasts name the run that they are about. */
function runOf([first]: readonly unknown[]): string | null {
  if (typeof first !== 'object' || first === null || !('run' in first)) return null;
  return typeof first.run === 'string' ? first.run : null;
}

async function steerRun(
  services: HostServices,
  args: readonly unknown[],
  { title, type }: { readonly title: string; readonly type: 'pause' | 'drain' },
): Promise<void> {
  const repository = await oneRepository(services, args, { title, accepts: isLive });
  if (repository !== null) await steer(repository, { type });
}

const atWork: ReadonlySet<TaskStateWord> = new Set(['preparing', 'running']);

/** The one modal of runs: agents are interrupted in the middle of their work. */
async function confirmStop({ status }: Repository): Promise<boolean> {
  const workers = status?.tasks.filter(({ state }) => atWork.has(state)).length ?? 0;
  const who = workers === 1 ? 'One agent is' : `${String(workers)} agents are`;
  const detail = [
    workers === 0 ? 'No agent is at work.' : `${who} at work and will be interrupted.`,
    'What they did is kept on their branches, and Resume Run goes on from there.',
    'Drain Run lets them finish first.',
  ].join(' ');
  const answer = await vscode.window.showWarningMessage(
    `Stop the run ${status?.run ?? ''}?`,
    { modal: true, detail },
    'Stop Run',
  );
  return answer === 'Stop Run';
}

function statusText({ repositories }: HostServices): string {
  const parts = repositories.distinct().map((repository) => {
    const plans = repository.planUris().flatMap((uri) => repository.view(uri)?.view ?? []);
    return planStatusText(plans, repository.status, dayAndTimeText);
  });
  return `${parts.join('\n\n')}\n`;
}
