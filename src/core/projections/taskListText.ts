import type { PlanView, TaskView } from '../../shared/planView.ts';
import type { RunStatus, TaskStateWord } from '../../shared/status.ts';

const maxLines = 200;
const maxWhyChars = 300;

/** One line a task, in the order of the plan; `states` null: all of them. */
export function taskListText(
  plans: readonly PlanView[],
  status: RunStatus | null,
  states: readonly TaskStateWord[] | null,
): string {
  const tasks = plans
    .flatMap((plan) => [...plan.tasks.values()])
    .filter(({ kind, state }) => kind !== 'group' && (states === null || states.includes(state)));
  if (tasks.length === 0) return 'No task is in such a state.';
  const lines = tasks.slice(0, maxLines).map((task) => taskLine(task, status));
  const more = tasks.length - lines.length;
  return [
    ...lines,
    ...(more === 0 ? [] : [`… and ${String(more)} more: ask for fewer states, or one plan.`]),
  ].join('\n');
}

/** `auth/2.1 Login endpoint: running, attempt 2 by claude, editing src/auth/login.ts` */
export function taskLine(
  { ref, title, state, why, row, blockers }: TaskView,
  status: RunStatus | null,
): string {
  const attempts = row === null ? 0 : row.attempt;
  const facts = [
    row?.ungated === true ? `${state} (ungated)` : state,
    attempts > 1 ? `attempt ${String(attempts)}` : null,
    isAtWork(state) && row?.agent != null ? `by ${row.agent}` : null,
    row?.request?.kind ?? null,
    row?.request?.message ??
      why ??
      (blockers.length === 0 ? null : `waits for ${blockers.map(({ id }) => id).join(', ')}`),
    isAtWork(state) ? doingOf(ref, status) : null,
  ];
  const told = facts.filter((fact) => fact !== null).join(', ');
  return `${ref} ${shortened(title)}: ${shortened(told)}`;
}

function isAtWork(state: TaskStateWord): boolean {
  return state === 'running' || state === 'preparing';
}

function doingOf(ref: string, status: RunStatus | null): string | null {
  const worker = status?.workers.find(({ attempt }) => attempt.startsWith(`${ref}/`));
  if (worker === undefined) return null;
  return worker.health === 'healthy' ? worker.doing : `${worker.doing} (${worker.health})`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxWhyChars ? `${line.slice(0, maxWhyChars - 1)}…` : line;
}
