import type { Plan, Task } from '../plan/plan.ts';

/** What keeps tasks from ever starting: by id, that one of their dependencies is not in the plan. */
export function brokenTasks({ tasks, diagnostics }: Plan): ReadonlyMap<string, string> {
  const broken = new Map<string, string>();
  for (const { code, line, message } of diagnostics) {
    if (code !== 'plan/unknown-dependency') continue;
    const owner = tasks.findLast((task) => task.line <= line && task.endLine >= line);
    if (owner !== undefined && !broken.has(owner.id)) broken.set(owner.id, message);
  }
  return broken.size === 0 ? broken : withChildren(tasks, broken);
}

/** Children have the dependencies of their group, behind which they stand. */
function withChildren(tasks: readonly Task[], broken: ReadonlyMap<string, string>): Map<string, string> {
  const all = new Map(broken);
  for (const { id, parent } of tasks) {
    const inherited = parent === null ? undefined : all.get(parent);
    if (inherited !== undefined && !all.has(id)) all.set(id, inherited);
  }
  return all;
}
