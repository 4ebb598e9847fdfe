import { countText, durationText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import { lookOf, taskStates } from '../looks.ts';
import { elapsedOf, nameOf, type Scene, type StructureIndex } from '../scene.ts';

export type ColumnId =
  'id' | 'title' | 'state' | 'agent' | 'attempt' | 'elapsed' | 'waits' | 'tokens' | 'cost';

export interface Sort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  readonly isNumber: boolean;
}

export const columns: readonly Column[] = [
  { id: 'id', label: 'Id', isNumber: false },
  { id: 'title', label: 'Title', isNumber: false },
  { id: 'state', label: 'State', isNumber: false },
  { id: 'agent', label: 'Agent', isNumber: false },
  { id: 'attempt', label: 'Attempt', isNumber: true },
  { id: 'elapsed', label: 'Elapsed', isNumber: true },
  { id: 'waits', label: 'Waits for', isNumber: false },
  { id: 'tokens', label: 'Tokens', isNumber: true },
  { id: 'cost', label: 'Cost', isNumber: true },
];

/** What a cell says. */
export function cellText(column: ColumnId, card: TaskCard, { index, clock }: Scene): string {
  switch (column) {
    case 'id':
      return nameOf(card.ref, index);
    case 'title':
      return index.nodes.get(card.ref)?.title ?? '';
    case 'state':
      return lookOf(card).word;
    case 'agent':
      return card.agent ?? '';
    case 'attempt':
      return card.attempt === 0 ? '' : String(card.attempt);
    case 'elapsed': {
      const elapsed = elapsedOf(card, clock());
      return elapsed === null ? '' : durationText(elapsed);
    }
    case 'waits':
      return waitsText(card, index);
    case 'tokens':
      return card.tokens === 0 ? '' : countText(card.tokens);
    case 'cost':
      return card.costUsd === null ? '' : usdText(card.costUsd);
  }
}

/** What a task waits for, why it failed, or what it needs. */
function waitsText({ why, blockers }: TaskCard, index: StructureIndex): string {
  return why ?? blockers.map((ref) => nameOf(ref, index)).join(', ');
}

/** The tasks that a filter lets through, sorted; null keeps the order of the plan. */
export function rowsOf(scene: Scene, sort: Sort | null): readonly TaskCard[] {
  const { view, shown } = scene;
  const rows = shown === null ? view.tasks : view.tasks.filter(({ ref }) => shown.has(ref));
  if (sort === null) return rows;
  const keyed = rows.map((card, place) => ({ card, place, key: sortKey(sort.column, card, scene) }));
  const sign = sort.descending ? -1 : 1;
  keyed.sort((a, b) => sign * compareKeys(a.key, b.key) || a.place - b.place);
  return keyed.map(({ card }) => card);
}

function sortKey(column: ColumnId, card: TaskCard, scene: Scene): string | number {
  switch (column) {
    case 'state':
      return taskStates.indexOf(card.state);
    case 'attempt':
      return card.attempt;
    case 'elapsed':
      return elapsedOf(card, scene.clock()) ?? -1;
    case 'tokens':
      return card.tokens;
    case 'cost':
      return card.costUsd ?? -1;
    case 'id':
    case 'title':
    case 'agent':
    case 'waits':
      return cellText(column, card, scene);
  }
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
