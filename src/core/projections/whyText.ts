import type { PlanView, TaskView } from '../../shared/planView.ts';
import type { LimitStatus, RunStatus } from '../../shared/status.ts';
import { taskLine } from './taskListText.ts';

const maxBlockers = 20;

/**
 * Why a task is where it is: its own reason, whatever it waits for with the states of these, down to the ones at which
 * the waiting ends, and the limits that are full with their holders.
 */
export function whyText(plan: PlanView, task: TaskView, status: RunStatus | null): string {
  const blockers = blockersOf(plan, task);
  const limits = task.state === 'ready' ? (status?.limits.filter(({ used, max }) => used >= max) ?? []) : [];
  return [
    taskLine(task, status),
    ...section(
      'It waits for:',
      blockers.map((blocker) => taskLine(blocker, status)),
    ),
    ...section('Limits that are full:', limits.map(limitLine)),
    ...adviceOf(task),
  ].join('\n');
}

/** Nearest first, each once. */
function blockersOf(plan: PlanView, task: TaskView): readonly TaskView[] {
  const found = new Set<TaskView>();
  const open = [task];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const { id } of next.blockers) {
      const blocker = plan.tasks.get(id);
      if (blocker === undefined || found.has(blocker)) continue;
      if (found.size === maxBlockers) return [...found];
      found.add(blocker);
      open.push(blocker);
    }
  }
  return [...found];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
}

function limitLine({ tier, name, used, max, holders }: LimitStatus): string {
  return `${tier} ${name} ${String(used)}/${String(max)}: ${holders.join(', ')}`;
}

function adviceOf({ state, row, id }: TaskView): readonly string[] {
  switch (state) {
    case 'needs-you':
      return row?.request?.kind === 'question'
        ? [`A person has to answer: tutti answer ${id} TEXT.`]
        : [`A person has to decide: tutti approve ${id}, or tutti deny ${id}.`];
    case 'failed':
      return [
        'Retry it, with a note that helps the agent, or skip it: what depends on it stays blocked until then.',
      ];
    default:
      return [];
  }
}
