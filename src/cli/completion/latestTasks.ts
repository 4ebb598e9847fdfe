import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface TaskName {
  /** With its plan when the run has several. */
  readonly name: string;
  readonly title: string;
}

/**
 * The tasks of the latest run of the repository around `folder`, for completion: read straight from `status.json`,
 * without git, configuration or journal, so that it takes no longer than Node's start. Empty when there is none.
 */
export function latestTasks(folder: string): readonly TaskName[] {
  const root = mainWorktree(folder);
  const runs = root === null ? null : join(root, '.tutti', 'runs');
  if (runs === null || !existsSync(runs)) return [];
  const latest = readdirSync(runs)
    .sort()
    .reverse()
    .map((run) => join(runs, run, 'status.json'))
    .find((file) => existsSync(file));
  if (latest === undefined) return [];
  const status: unknown = JSON.parse(readFileSync(latest, 'utf8'));
  const tasks = fieldOf(status, 'tasks');
  if (!Array.isArray(tasks)) return [];
  const several = new Set(tasks.map((task: unknown) => textOf(task, 'plan'))).size > 1;
  return tasks.map((task: unknown) => {
    const id = textOf(task, 'id');
    return { name: several ? `${textOf(task, 'plan')}/${id}` : id, title: textOf(task, 'title') };
  });
}

/** The nearest folder with a repository; of a linked worktree the main one. */
function mainWorktree(folder: string): string | null {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const git = join(current, '.git');
    if (existsSync(git)) {
      if (statSync(git).isDirectory()) return current;
      const linked = /^gitdir: (.+)[/\\]\.git[/\\]worktrees[/\\]/.exec(readFileSync(git, 'utf8'));
      return linked?.[1] === undefined ? null : resolve(current, linked[1]);
    }
    if (dirname(current) === current) return null;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}
