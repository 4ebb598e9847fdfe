import type { Plan } from '../plan/plan.ts';

const maxProblems = 50;

/** The problems of a plan, one a line as `path:line:column: severity code message`, or that there are none. */
export function diagnosticsText({ path, tasks, phases, diagnostics }: Plan): string {
  const work = tasks.filter(({ kind }) => kind !== 'criterion').length;
  if (diagnostics.length === 0)
    return `${path}: no problems (tasks: ${String(work)}, phases: ${String(phases.length)}).`;
  const lines = diagnostics.slice(0, maxProblems).map(({ line, column, severity, code, message, fix }) => {
    const remedy = fix === undefined ? '' : ` (${fix.title})`;
    return `${path}:${String(line)}:${String(column)}: ${severity} ${code} ${message}${remedy}`;
  });
  const more = diagnostics.length - lines.length;
  return [...lines, ...(more === 0 ? [] : [`… and ${String(more)} more.`])].join('\n');
}
