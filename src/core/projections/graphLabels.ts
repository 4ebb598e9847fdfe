import type { GraphNode } from '../graph/graph.ts';
import type { Plan } from '../plan/plan.ts';

const maxLabel = 80;

/** Text of every node for people, in one line: `1.2 Title`; empty for a barrier. */
export function graphLabels(plan: Plan, nodes: readonly GraphNode[]): string[] {
  const titles = new Map(plan.tasks.map((task) => [task.id, task.title]));
  return nodes.map(({ id, kind }) => (kind === 'barrier' ? '' : oneLine(`${id} ${titles.get(id) ?? ''}`)));
}

/**
 * At most 80 characters of well-formed text without control characters: a title may hold escape sequences of a terminal,
 * marks that turn the direction of writing, or half a surrogate pair.
 */
export function oneLine(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= maxLabel) return plain;
  // A pair that the cut would split goes as a whole.
  const cut = plain.slice(0, maxLabel - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}…`;
}
