import type { RunSummary } from '../../app/project.ts';
import type { TaskStatusRow } from '../../shared/status.ts';
import { printable } from '../../core/base/printable.ts';
import { plural } from '../../shared/dashboard/quantities.ts';
import { countLanded, runFacts } from '../../core/projections/runFacts.ts';
import { lineToType, shownName } from '../taskNames.ts';
import { runColors } from '../taskLook.ts';
import type { Terminal } from '../terminal.ts';

/** The last words of a run: what landed where, what did not and why, and what can be done. */
export function summaryLines(summary: RunSummary, { paint }: Pick<Terminal, 'paint'>): readonly string[] {
  const { status, reportFile, into } = summary;
  const { landed, total } = countLanded(status);
  const facts = [
    `${landed} of ${plural(total, 'task')} landed`,
    ...runFacts(status, Date.parse(status.updatedAt)),
  ].join(' · ');
  const several = status.plans.length > 1;
  return [
    `${paint(runColors[status.state], status.state)}: ${facts}`,
    ...(status.reason === null ? [] : [`  ${printable(status.reason)}`]),
    ...status.plans.map(({ integrationBranch, head, gated }) => {
      const note = gated ? '' : ' (no gate is configured: nothing was verified)';
      return `  branch  ${printable(integrationBranch)} at ${head.slice(0, 8)}${note}`;
    }),
    ...(into === null ? [] : [`  into    ${printable(into)}`]),
    ...status.tasks.filter(isOpenEnd).flatMap((task) => endLines(task, several)),
    ...(reportFile === null ? [] : [`  report  ${printable(reportFile, 1_000)}`]),
    ...(status.state === 'stopped' || status.state === 'halted' ? ['  resume  tutti resume'] : []),
  ];
}

function isOpenEnd({ state }: TaskStatusRow): boolean {
  return state === 'failed' || state === 'needs-you' || state === 'blocked' || state === 'cancelled';
}

function endLines(task: TaskStatusRow, several: boolean): readonly string[] {
  const name = shownName(task, several);
  const why = task.request?.message ?? task.why;
  const line = `  ${task.state.padEnd(9)} ${name} ${printable(task.title, 80)}${why === null ? '' : `: ${printable(why)}`}`;
  if (task.state === 'needs-you')
    return [line, `    → ${lineToType(name, task.request?.kind ?? null, task.worktree)}`];
  return task.state === 'failed' ? [line, `    → tutti retry ${name} --note "…"`] : [line];
}
