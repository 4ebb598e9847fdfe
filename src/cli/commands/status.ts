import { openProject } from '../../app/openProject.ts';
import { latestStatus } from '../../app/runs.ts';
import { UserError } from '../../core/base/userError.ts';
import type { RunStatus, TaskStatusRow } from '../../shared/status.ts';
import type { CommandContext } from '../commandSpec.ts';
import { statusLines, taskLines } from '../print/statusTable.ts';

interface StatusValues {
  readonly task: string | null;
  readonly run: string | null;
  readonly json: boolean;
}

export async function status(
  { terminal, cwd }: CommandContext,
  { task, run, json }: StatusValues,
): Promise<number> {
  const current = await latestStatus(await openProject(cwd), run);
  const shown = task === null ? null : findTask(current, task);
  if (json) terminal.print(JSON.stringify(shown ?? current, null, 2));
  else
    terminal.print(
      (shown === null ? statusLines(current, Date.now(), terminal) : taskLines(shown)).join('\n'),
    );
  return 0;
}

function findTask({ run, tasks }: RunStatus, name: string): TaskStatusRow {
  const found = tasks.filter(({ plan, id }) => name === id || name === `${plan}/${id}`);
  const [first, second] = found;
  if (first === undefined) throw new UserError(`There is no task ${name} in the run ${run}.`);
  if (second === undefined) return first;
  throw new UserError(
    `Several plans have a task ${name}: say ${found.map(({ plan, id }) => `${plan}/${id}`).join(' or ')}.`,
  );
}
