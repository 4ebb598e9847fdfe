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

type Texts = readonly [title: string, hint: string];

function emptyTexts(tab: TabId, view: DashboardView): Texts | null {
  const isThere = contentOf(tab, view).some((count) => count > 0);
  return isThere ? null : texts[tab === 'table' ? 'graph' : tab][view.header.run === null ? 0 : 1];
}

function contentOf(tab: TabId, view: DashboardView): readonly number[] {
  const { tasks, timeline, metrics, forecast, phases } = view;
  const ahead = forecast?.tasks.length ?? 0;
  if (tab === 'timeline') return [timeline.length, ahead];
  return tab === 'metrics'
    ? [metrics.figures.length, metrics.charts.length, phases.length, ahead]
    : [tasks.length];
}

/** Before the first run, and in one. */
const texts: Readonly<Record<'graph' | 'timeline' | 'metrics', readonly [Texts, Texts]>> = {
  graph: [
    ['No plan yet', 'Write a plan in markdown; its tasks appear here.'],
    ['No tasks', 'This run has no tasks.'],
  ],
  timeline: [
    ['No run yet', 'Run a plan to see where its time goes.'],
    ['No data', 'No task of this run has begun yet.'],
  ],
  metrics: [
    ['No run yet', 'Figures and charts come with the first run.'],
    ['No data', 'Nothing has been measured in this run yet.'],
  ],
};
