import type { PlanGraph } from '../graph/graph.ts';
import type { Plan } from '../plan/plan.ts';
import { oneLine } from './graphLabels.ts';

const maxOverlaps = 20;

/** The order for a terminal: waves with their tasks, the critical path, files that tasks share. */
export function graphText(plan: Plan, graph: PlanGraph): string {
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]));
  const lines = [oneLine(plan.title === '' ? plan.name : plan.title), ''];
  graph.waves.forEach((wave, index) => {
    lines.push(`Wave ${String(index + 1)}`);
    for (const id of wave) lines.push(`  ${oneLine(`${id} ${tasks.get(id)?.title ?? ''}`)}`);
  });
  for (const cycle of graph.cycles) lines.push(`Cycle: ${cycle.join(' -> ')}`);
  const done = plan.tasks.filter((task) => task.kind === 'task' && task.state !== 'open').length;
  if (done > 0) lines.push(`Done or skipped: ${String(done)}`);
  if (graph.criticalPath.length > 0) lines.push('', `Critical path: ${graph.criticalPath.join(' -> ')}`);
  if (graph.overlaps.length > 0) lines.push('', 'Shared files (these tasks take turns):');
  for (const { tasks: pair, files } of graph.overlaps.slice(0, maxOverlaps)) {
    lines.push(`  ${pair.join(' and ')}: ${oneLine(files.join(', '))}`);
  }
  const more = graph.overlaps.length - maxOverlaps;
  if (more > 0) lines.push(`  and ${String(more)} more`);
  return `${lines.join('\n')}\n`;
}
