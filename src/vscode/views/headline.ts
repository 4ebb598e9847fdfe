import { printable } from '../../core/base/printable.ts';
import { usdText, plural } from '../../shared/dashboard/quantities.ts';
import { waitingForPerson } from '../../core/projections/attention.ts';
import { countLanded } from '../../core/projections/runFacts.ts';
import { isUnderWay } from '../../shared/runState.ts';
import { countLandedTasks } from '../../shared/planView.ts';
import type { RunStatus } from '../../shared/status.ts';
import type { FolderModel, PlanModel, WindowModel } from './windowModel.ts';

/** So many plans are parsed for a sum; more are only counted. */
const maxPlansRead = 20;

export interface Headline {
  /** Beside the title: `5 of 12 landed`. */
  readonly description: string;
  /** Above the rows; empty when nothing is out of the ordinary. */
  readonly message: string;
  /** Tasks that wait for a person. */
  readonly needsYou: number;
}

/** What stands above the plan tree. */
export function headline({ folders }: WindowModel): Headline {
  const needsYou = folders.reduce((sum, { status }) => sum + waitingForPerson(status).length, 0);
  const several = folders.length > 1;
  const messages = folders.flatMap((folder) => {
    const said = messageOf(folder);
    return said === null ? [] : several ? `${printable(folder.name, 40)}: ${said}` : said;
  });
  const needs =
    needsYou === 0 ? [] : [`${plural(needsYou, 'task')} ${needsYou === 1 ? 'needs' : 'need'} you.`];
  return { description: progressText(folders), message: [...messages, ...needs].join(' '), needsYou };
}

/** Of the latest runs; before the first one of the plans themselves. Null when there is nothing to count. */
export function progress(
  folders: readonly FolderModel[],
): { readonly done: number; readonly total: number } | null {
  const counts = folders.flatMap((folder) => progressOf(folder) ?? []);
  if (counts.length === 0) return null;
  return {
    done: counts.reduce((sum, { done }) => sum + done, 0),
    total: counts.reduce((sum, { total }) => sum + total, 0),
  };
}

function progressOf({
  status,
  plans,
}: FolderModel): { readonly done: number; readonly total: number } | null {
  if (status !== null && status.tasks.length > 0) {
    const { landed, total } = countLanded(status);
    return { done: landed, total };
  }
  if (plans.length === 0 || plans.length > maxPlansRead) return null;
  const views = plans.flatMap(({ view }) => view() ?? []);
  return {
    done: views.reduce((sum, view) => sum + countLandedTasks(view), 0),
    total: views.reduce((sum, { total }) => sum + total, 0),
  };
}

function progressText(folders: readonly FolderModel[]): string {
  const counted = progress(folders);
  if (counted !== null) return `${counted.done} of ${counted.total} landed`;
  const plans = folders.reduce((sum, folder) => sum + folder.plans.length, 0);
  return plans === 0 ? '' : plural(plans, 'plan');
}

function messageOf({ status, problem, plans }: FolderModel): string | null {
  if (problem !== null && plans.length > 0) return problemMessage(problem, status);
  if (status === null) return null;
  const said = [runMessage(status), ...(isUnderWay(status.state) ? flawMessages(status, plans) : [])];
  const told = said.filter((part) => part !== null);
  return told.length === 0 ? null : told.join(' ');
}

/** The first of what is wrong: one mistake makes several problems. A run took its configuration when it started. */
function problemMessage(problem: string, status: RunStatus | null): string {
  const [first = ''] = problem.split('\n');
  const said = printable(first, 300);
  return status !== null && isUnderWay(status.state) ? `${said} The run goes on as it was started.` : said;
}

/** Where the run does not go by what the tree shows. */
function flawMessages(status: RunStatus, plans: readonly PlanModel[]): readonly string[] {
  const inRun = new Set(status.plans.map(({ path }) => path));
  const flaws = plans.filter(({ path }) => inRun.has(path)).map(({ path, flaw }) => ({ path, flaw: flaw() }));
  return flaws.flatMap(({ path, flaw }) => {
    const file = printable(path, 100);
    switch (flaw?.kind) {
      case undefined:
        return [];
      case 'gone':
        return `${file} is gone: the run goes on with the last good plan.`;
      case 'unsaved':
        return `${file} has unsaved changes: the run goes by what is saved.`;
      case 'broken': {
        const what = printable(flaw.message, 160);
        return `${file}:${flaw.line}: ${what} The run goes on with the last good plan.`;
      }
    }
  });
}

function runMessage(status: RunStatus): string | null {
  const { state, reason } = status;
  // "stopped by you" says the state itself.
  const because = reason === null ? '' : `: ${printable(reason, 200)}`.replace(`: ${state} `, ' ');
  switch (state) {
    case 'paused':
      return `Paused${because}. What runs goes on, nothing new starts.`;
    case 'draining':
      return 'Draining: what runs may land, nothing new starts.';
    case 'stopped':
      return `Stopped${because}. It can be resumed.`;
    case 'halted':
      return `Halted${because}.`;
    case 'failed':
      return `Ended with failures: ${outcome(status)}.`;
    case 'done':
      return `Done: ${outcome(status)}.`;
    case 'running':
      return null;
  }
}

/** `11 landed, 1 failed, $8.20` */
function outcome(status: RunStatus): string {
  const failed = status.tasks.filter(({ state }) => state === 'failed').length;
  const { costUsd } = status.totals;
  return [
    `${countLanded(status).landed} landed`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(costUsd === 0 ? [] : [usdText(costUsd)]),
  ].join(', ');
}
