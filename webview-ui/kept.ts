import { hasFields } from '../src/shared/fields.ts';
import { isTaskState } from './looks.ts';
import { noFilter, type Filter } from './filter.ts';
import type { GraphLook } from './graph/graphTypes.ts';

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

/** What was kept, as far as it can still be used. */
export function readKept(value: unknown): Kept {
  if (!hasFields(value, {})) return nothingKept;
  return {
    tab: isTab(value['tab']) ? value['tab'] : nothingKept.tab,
    filter: readFilter(value['filter']),
    selected: typeof value['selected'] === 'string' ? value['selected'] : null,
    look: isLook(value['look']) ? value['look'] : null,
    rowsOf: value['rowsOf'] === 'slot' ? 'slot' : 'task',
  };
}

/** Whoever opens the page may name the tab that is shown first. */
export function withTab(kept: Kept, tab: string | undefined): Kept {
  return isTab(tab) ? { ...kept, tab } : kept;
}

function isTab(value: unknown): value is TabId {
  return value === 'graph' || value === 'timeline' || value === 'metrics' || value === 'table';
}

function readFilter(value: unknown): Filter {
  if (!hasFields(value, { text: 'string', states: 'strings', agent: 'string', phase: 'string' }))
    return noFilter;
  const { text, states, agent, phase } = value;
  return {
    text: String(text),
    states: Array.isArray(states) ? states.filter(isTaskState) : [],
    agent: String(agent),
    phase: String(phase),
  };
}

function isLook(value: unknown): value is GraphLook {
  return (
    hasFields(value, {
      x: 'number',
      y: 'number',
      zoom: 'number',
      collapsed: 'strings',
      selected: 'string?',
    }) &&
    (value['focus'] === null || hasFields(value['focus'], { ref: 'string', direction: 'string' }))
  );
}
