import { countText, durationText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type { TaskCard } from '../../src/shared/dashboard/view.ts';
import { lookOf, taskStates } from '../looks.ts';
import { elapsedOf, nameOf, type Scene } from '../scene.ts';

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  /** A number: it sorts from the highest. */
  readonly isNumber: boolean;
  /** What a cell says. */
  readonly text: (card: TaskCard, scene: Scene) => string;
  /** What it is sorted by; by its text where there is none. */
  readonly key?: (card: TaskCard, scene: Scene) => number;
}

export const columns: readonly Column[] = [
  words('id', 'Id', ({ ref }, { index }) => nameOf(ref, index)),
  words('title', 'Title', ({ ref }, { index }) => index.nodes.get(ref)?.title ?? ''),
  {
    ...words('state', 'State', (card) => lookOf(card).word),
    key: ({ state }) => taskStates.indexOf(state),
  },
  words('agent', 'Agent', ({ agent }) => agent ?? ''),
  numbers('attempt', 'Attempt', { value: ({ attempt }) => attempt || null, words: String }),
  numbers('elapsed', 'Elapsed', {
    value: (card, { clock }) => elapsedOf(card, clock()),
    words: durationText,
  }),
  words('waits', 'Waits for', waitsText),
  numbers('tokens', 'Tokens', { value: ({ tokens }) => tokens || null, words: countText }),
  numbers('cost', 'Cost', { value: ({ costUsd }) => costUsd, words: usdText }),
];

function words(id: string, label: string, text: Column['text']): Column {
  return { id, label, text, isNumber: false };
}

interface NumberCell {
  /** Null: the cell is empty. */
  readonly value: (card: TaskCard, scene: Scene) => number | null;
  readonly words: (value: number) => string;
}

function numbers(id: string, label: string, { value, words }: NumberCell): Column {
  return {
    id,
    label,
    isNumber: true,
    text: (card, scene) => {
      const found = value(card, scene);
      return found === null ? '' : words(found);
    },
    key: (card, scene) => value(card, scene) ?? -1,
  };
}

/** What a task waits for, why it failed, or what it needs. */
function waitsText({ why, blockers }: TaskCard, { index }: Scene): string {
  return why ?? blockers.map((ref) => nameOf(ref, index)).join(', ');
}

/** The tasks that a filter lets through, sorted; null keeps the order of the plan. */
export function rowsOf(scene: Scene, sort: Sort | null): readonly TaskCard[] {
  const { view, shown } = scene;
  const rows = shown === null ? view.tasks : view.tasks.filter(({ ref }) => shown.has(ref));
  if (sort === null) return rows;
  const { key, text } = sort.column;
  const keyed = rows.map((card, place) => ({ card, place, key: (key ?? text)(card, scene) }));
  const sign = sort.descending ? -1 : 1;
  keyed.sort((a, b) => sign * compareKeys(a.key, b.key) || a.place - b.place);
  return keyed.map(({ card }) => card);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
