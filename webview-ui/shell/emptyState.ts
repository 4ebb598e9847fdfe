import type { DashboardView } from '../../src/shared/dashboard/view.ts';
import { h, setText } from '../h.ts';
import type { TabId } from '../kept.ts';

export interface EmptyState {
  readonly element: HTMLElement;
  /** Whether there is nothing else to show. */
  show(tab: TabId, view: DashboardView): boolean;
}

/** What a tab says when it has nothing to show, and what would give it something. */
export function createEmptyState(): EmptyState {
  const title = h('h2');
  const hint = h('p');
  const element = h('div.empty', { hidden: true }, title, hint);
  return {
    element,
    show: (tab, view) => {
      const texts = emptyTexts(tab, view);
      element.hidden = texts === null;
      setText(title, texts?.[0] ?? '');
      setText(hint, texts?.[1] ?? '');
      return texts !== null;
    },
  };
}

function emptyTexts(tab: TabId, view: DashboardView): readonly [string, string] | null {
  const { header, tasks, timeline, metrics, forecast } = view;
  switch (tab) {
    case 'graph':
    case 'table':
      if (tasks.length > 0) return null;
      return header.run === null
        ? ['No plan yet', 'Write a plan in markdown; its tasks appear here.']
        : ['No tasks', 'This run has no tasks.'];
    case 'timeline':
      if (timeline.length > 0 || (forecast?.tasks.length ?? 0) > 0) return null;
      return header.run === null
        ? ['No run yet', 'Run a plan to see where its time goes.']
        : ['No data', 'No task of this run has begun yet.'];
    case 'metrics':
      if (metrics.figures.length > 0 || metrics.charts.length > 0) return null;
      return header.run === null
        ? ['No run yet', 'Figures and charts come with the first run.']
        : ['No data', 'Nothing has been measured in this run yet.'];
  }
}
