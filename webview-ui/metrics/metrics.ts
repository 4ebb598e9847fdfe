import type { ChartView } from '../../src/shared/dashboard/view.ts';
import { bdi, h } from '../h.ts';
import type { SavedFile } from '../host/host.ts';
import type { Part } from '../part.ts';
import { createChartCard, type ChartCard } from './chartCard.ts';
import { figureCard } from './figureCard.ts';

/** `save` takes what is exported. */
export type CreateMetrics = (save: (file: SavedFile) => void) => Part;

const rule =
  'Out of the ordinary is what lies more than 3.5 robust deviations (1.4826 × the median absolute deviation) above the median of at least 8 values.';

/** Figures, charts with their tables and exports, and what is out of the ordinary. */
export const createMetrics: CreateMetrics = (save) => {
  const figures = h('ul.figures');
  const chartList = h('div.charts');
  const anomalies = h('ul.entries');
  const element = h(
    'div',
    h('h2', 'Figures'),
    figures,
    h('h2', 'Charts'),
    chartList,
    h('h2', 'Out of the ordinary'),
    anomalies,
    h('p.dim', rule),
  );
  const cards = new Map<string, ChartCard>();
  let drawn = '';

  function showCharts(views: readonly ChartView[]): void {
    for (const [id, card] of cards) {
      if (views.some((view) => view.id === id)) continue;
      card.dispose();
      cards.delete(id);
    }
    for (const [place, view] of views.entries()) {
      const card = cards.get(view.id) ?? createChartCard(save);
      cards.set(view.id, card);
      if (chartList.children[place] !== card.element)
        chartList.insertBefore(card.element, chartList.children[place] ?? null);
      card.show(view);
    }
  }

  new MutationObserver(() => cards.forEach((card) => card.repaint())).observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id', 'data-vscode-theme-kind'],
  });

  return {
    element,
    focusTarget: element,
    tick: () => undefined,
    show: ({ view }, patch) => {
      if (patch !== null && patch.metrics === undefined) return;
      const { metrics } = view;
      showCharts(metrics.charts);
      const key = JSON.stringify([metrics.figures, metrics.anomalies]);
      if (key === drawn) return;
      drawn = key;
      figures.replaceChildren(...metrics.figures.map(figureCard));
      const sentences = metrics.anomalies.length > 0 ? metrics.anomalies : ['Nothing.'];
      anomalies.replaceChildren(...sentences.map((sentence) => h('li', bdi(sentence))));
    },
  };
};
