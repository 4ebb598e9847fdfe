import { button, focused, h, on, setAttributes } from '../h.ts';
import { tabIds, tabNames, type TabId } from '../kept.ts';

export interface Tabs {
  readonly list: HTMLElement;
  readonly panels: Readonly<Record<TabId, HTMLElement>>;
  select(tab: TabId): void;
}

/** A tab list as the ARIA practices have it: one tab stop, arrows, Home and End choose. */
export function createTabs(onSelect: (tab: TabId) => void): Tabs {
  const tabs = tabIds.map((id) => {
    const element = button(tabNames[id], () => onSelect(id), {
      role: 'tab',
      id: `tab-${id}`,
      'aria-controls': `panel-${id}`,
      class: 'tab',
    });
    return { id, element };
  });
  const list = h(
    'div.tabs',
    { role: 'tablist', 'aria-label': 'Views' },
    ...tabs.map(({ element }) => element),
  );
  on(list, {
    keydown: (event) => {
      const at = tabs.findIndex(({ element }) => element === focused());
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      const target = to === undefined ? undefined : tabs.at(to % tabs.length);
      if (at === -1 || target === undefined) return;
      event.preventDefault();
      onSelect(target.id);
      target.element.focus();
    },
  });
  const panels = {
    graph: panelOf('graph'),
    timeline: panelOf('timeline'),
    metrics: panelOf('metrics'),
    table: panelOf('table'),
  };
  return {
    list,
    panels,
    select: (tab) => {
      for (const { id, element } of tabs) {
        setAttributes(element, { 'aria-selected': String(id === tab), tabindex: id === tab ? 0 : -1 });
        panels[id].hidden = id !== tab;
      }
    },
  };
}

function panelOf(id: TabId): HTMLElement {
  return h('section', {
    role: 'tabpanel',
    id: `panel-${id}`,
    'aria-labelledby': `tab-${id}`,
    class: `panel panel-${id}`,
    hidden: true,
  });
}
