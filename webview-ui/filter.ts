import type { TaskStateWord } from '../src/shared/status.ts';
import type { TaskCard } from '../src/shared/dashboard/view.ts';
import type { StructureIndex } from './scene.ts';

/** What tasks have to be to be shown; empty lists and texts ask for nothing. */
export interface Filter {
  readonly text: string;
  readonly states: readonly TaskStateWord[];
  readonly agent: string;
  /** Ref of a phase. */
  readonly phase: string;
}

export const noFilter: Filter = { text: '', states: [], agent: '', phase: '' };

function isFiltering({ text, states, agent, phase }: Filter): boolean {
  return text.trim() !== '' || states.length > 0 || agent !== '' || phase !== '';
}

/** Refs of the tasks that a filter lets through; null when it asks for nothing. */
export function shownBy(
  filter: Filter,
  tasks: readonly TaskCard[],
  index: StructureIndex,
): ReadonlySet<string> | null {
  if (!isFiltering(filter)) return null;
  const words = filter.text.trim().toLocaleLowerCase().split(/\s+/);
  const fits = (card: TaskCard) => {
    const node = index.nodes.get(card.ref);
    if (filter.states.length > 0 && !filter.states.includes(card.state)) return false;
    if (filter.agent !== '' && card.agent !== filter.agent) return false;
    if (filter.phase !== '' && node?.phase !== filter.phase) return false;
    const text = [card.ref, node?.title, card.agent, card.why, card.doing].join(' ').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  };
  return new Set(tasks.filter(fits).map(({ ref }) => ref));
}
