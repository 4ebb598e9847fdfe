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
  const characters = [...plain.slice(0, maxLabel * 2)];
  return characters.length > maxLabel ? `${characters.slice(0, maxLabel - 1).join('')}…` : plain;
}
