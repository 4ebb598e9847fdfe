import {
  areTexts,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  orNull,
  record,
  wordOf,
} from '../src/shared/shapes.ts';
import { isTaskState } from './looks.ts';
import { noFilter, type Filter } from './filter.ts';
import type { GraphFocus, GraphLook } from './graph/graphTypes.ts';

export type TabId = 'graph' | 'timeline' | 'metrics' | 'table';

/** In their order. */
export const tabNames: Readonly<Record<TabId, string>> = {
  graph: 'Graph',
  timeline: 'Timeline',
  metrics: 'Metrics',
  table: 'Table',
};

const isTab = wordOf(tabNames);
export const tabIds = Object.keys(tabNames).filter(isTab);

/** What the page keeps by itself; everything else is the host's. */
export interface Kept {
  readonly tab: TabId;
  readonly filter: Filter;
  readonly selected: string | null;
  readonly look: GraphLook | null;
  readonly rowsOf: 'task' | 'slot';
  /** The latest that named the tab to be shown first. */
  readonly wish: string | null;
  /** Whether the panel beside the tabs is open; null: where there is room. */
  readonly now: boolean | null;
}

const nothingKept: Kept = {
  tab: 'graph',
  filter: noFilter,
  selected: null,
  look: null,
  rowsOf: 'task',
  wish: null,
  now: null,
};

const isFilter = record<Filter>({ text: isText, states: listOf(isTaskState), agent: isText, phase: isText });
const isLook = record<GraphLook>({
  x: isNumber,
  y: isNumber,
  zoom: isNumber,
  collapsed: areTexts,
  selected: orNull(isText),
  focus: orNull(
    record<GraphFocus>({
      ref: isText,
      direction: wordOf<GraphFocus['direction']>({ blocks: true, unblocks: true }),
    }),
  ),
});

/** What was kept, as far as it can still be used. */
export function readKept(value: unknown): Kept {
  if (!isObject(value)) return nothingKept;
  const { tab, filter, selected, look, rowsOf, wish, now } = value;
  return {
    tab: isTab(tab) ? tab : nothingKept.tab,
    filter: isFilter(filter) ? filter : noFilter,
    selected: isText(selected) ? selected : null,
    look: isLook(look) ? look : null,
    rowsOf: rowsOf === 'slot' ? rowsOf : 'task',
    wish: isText(wish) ? wish : null,
    now: isFlag(now) ? now : null,
  };
}

/** Whoever opens the page may name the tab that is shown first; a page that is loaded again has done so. */
export function withTab(kept: Kept, { tab, wish }: DOMStringMap): Kept {
  return isTab(tab) && wish !== kept.wish ? { ...kept, tab, wish: wish ?? null } : kept;
}
