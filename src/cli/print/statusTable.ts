import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';
import { printable } from '../../core/base/printable.ts';
import { countText, usdText } from '../../shared/dashboard/quantities.ts';
import { countLanded, runFacts } from '../../core/projections/runFacts.ts';
import { runColors } from '../taskLook.ts';
import { taskRows, type TaskRow } from '../taskRow.ts';
import type { Terminal } from '../terminal.ts';

type Painter = Pick<Terminal, 'paint'>;

/** A run as a table of all its tasks, in the plan's order, at `now` (epoch ms). */
export function statusLines(status: RunStatus, now: number, { paint }: Painter): readonly string[] {
  const rows = taskRows(status, now);
  const { landed, total } = countLanded(status);
  const width = (read: (row: TaskRow) => string) => Math.max(0, ...rows.map((row) => read(row).length));
  const [names, agents] = [width((row) => row.name), width((row) => row.agent)];
  const facts = [`${landed}/${total} landed`, ...runFacts(status, now)].join(' · ');
  return [
    `${paint(runColors[status.state], status.state)}  ${printable(status.run)}  ${facts}`,
    ...(status.reason === null ? [] : [printable(status.reason)]),
    ...rows.flatMap((row) => {
      const { symbol, color } = row.look;
      const state = `${symbol} ${row.word}`.padEnd(11);
      const columns = [
        row.name.padEnd(names),
        color === null ? state : paint(color, state),
        row.agent.padEnd(agents),
        row.elapsed.padStart(7),
        printable(row.title, 80),
      ];
      const text = row.text === '' ? '' : paint('dim', `  (${row.text})`);
      const line = `${columns.join('  ')}${text}`;
      return row.hint === null ? [line] : [line, `  → ${row.hint}`];
    }),
  ];
}

/** All that is known of one task. */
export function taskLines(task: TaskStatusRow): readonly string[] {
  const facts: readonly (readonly [label: string, value: string | null])[] = [
    ['task', `${task.plan}/${task.id}`],
    ['title', task.title],
    ['state', task.ungated ? `${task.state} (ungated)` : task.state],
    ['why', task.request?.message ?? task.why],
    ['attempt', task.attempt === 0 ? null : String(task.attempt)],
    ['agent', task.model === null ? task.agent : `${task.agent ?? ''} (${task.model})`],
    ['branch', task.branch],
    ['worktree', task.worktree],
    ['started', task.startedAt],
    ['ended', task.endedAt],
    ['landed as', task.landedAs],
    ['depends on', task.dependsOn.length === 0 ? null : task.dependsOn.join(', ')],
    ['files', task.filesChanged === 0 ? null : String(task.filesChanged)],
    ['tokens', countText(task.tokens.input + task.tokens.output)],
    ['cost', task.costUsd === null ? null : usdText(task.costUsd)],
  ];
  return facts.flatMap(([label, value]) =>
    value === null ? [] : [`${label.padEnd(11)}${printable(value, 1_000)}`],
  );
}
