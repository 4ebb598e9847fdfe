import {
  areTexts,
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

/** What the page keeps by itself; everything else is the host's. */
export interface Kept {
  readonly tab: TabId;
  readonly filter: Filter;
  readonly selected: string | null;
  readonly look: GraphLook | null;
  readonly rowsOf: 'task' | 'slot';
}

const nothingKept: Kept = {
  tab: 'graph',
  filter: noFilter,
  selected: null,
  look: null,
  rowsOf: 'task',
};

const isTab = wordOf<TabId>({ graph: true, timeline: true, metrics: true, table: true });
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
  const { tab, filter, selected, look, rowsOf } = value;
  return {
    tab: isTab(tab) ? tab : nothingKept.tab,
    filter: isFilter(filter) ? filter : noFilter,
    selected: isText(selected) ? selected : null,
    look: isLook(look) ? look : null,
    rowsOf: rowsOf === 'slot' ? rowsOf : 'task',
  };
}

/** Whoever opens the page may name the tab that is shown first. */
export function withTab(kept: Kept, tab: string | undefined): Kept {
  return isTab(tab) ? { ...kept, tab } : kept;
}
