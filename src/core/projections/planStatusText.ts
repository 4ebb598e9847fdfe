import type { PlanView, TaskView } from '../../shared/planView.ts';
import type { RunStatus, TaskStateWord } from '../../shared/status.ts';
import { taskLine } from './taskListText.ts';

const maxNamed = 15;

/** States whose tasks are named, most urgent first; of all others the number is enough. */
const named: readonly TaskStateWord[] = [
  'needs-you',
  'failed',
  'running',
  'landing',
  'queued',
  'preparing',
  'waiting',
  'ready',
];
const counted: readonly TaskStateWord[] = ['pending', 'blocked', 'landed', 'skipped', 'cancelled'];

/**
 * Where plans stand, in few words, for a reader without a screen: the run first, then each plan. `clock` tells a time
 * (epoch ms), in ISO 8601 unless somebody reads it here and now.
 */
export function planStatusText(
  plans: readonly PlanView[],
  status: RunStatus | null,
  clock: (at: number) => string = iso,
): string {
  const parts = [
    status === null ? 'No run yet.' : runLine(status, clock),
    ...plans.map((plan) => planText(plan, status)),
  ];
  return parts.join('\n\n');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function runLine(
  { run, state, reason, totals, updatedAt }: RunStatus,
  clock: (at: number) => string,
): string {
  const facts = [
    state,
    reason,
    totals.costUsd > 0 ? `$${totals.costUsd.toFixed(2)} so far` : null,
    totals.etaAt === null ? null : `done about ${clock(Date.parse(totals.etaAt))}`,
    `as of ${clock(Date.parse(updatedAt))}`,
  ];
  return `Run ${run}: ${facts.filter((fact) => fact !== null).join('; ')}.`;
}

function planText(plan: PlanView, status: RunStatus | null): string {
  const tasks = [...plan.tasks.values()].filter(({ kind }) => kind !== 'group');
  const place = status?.plans.find(({ path }) => path === plan.path);
  const where = place === undefined ? 'not part of the run' : `on the branch ${place.integrationBranch}`;
  const ungated = place?.gated === false ? '; no gate is configured: what lands was not verified' : '';
  const counts = counted.flatMap((state) => {
    const count = tasks.filter((task) => task.state === state).length;
    return count === 0 ? [] : [`${String(count)} ${state}`];
  });
  return [
    `${plan.path}: ${String(plan.done)} of ${String(plan.total)} done, ${where}${ungated}.`,
    ...named.flatMap((state) => namedLines(tasks, state, status)),
    ...(counts.length === 0 ? [] : [`- ${counts.join(', ')}`]),
  ].join('\n');
}

function namedLines(
  tasks: readonly TaskView[],
  state: TaskStateWord,
  status: RunStatus | null,
): readonly string[] {
  const found = tasks.filter((task) => task.state === state);
  const lines = found.slice(0, maxNamed).map((task) => `- ${taskLine(task, status)}`);
  const more = found.length - lines.length;
  return more === 0 ? lines : [...lines, `- and ${String(more)} more that are ${state}`];
}
