import { bdi, h } from '../h.ts';
import { figureCard } from '../metrics/figureCard.ts';
import type { Scene } from '../scene.ts';
import { basesOf, forecastFigures, phaseRows } from './facts.ts';

export interface ForecastSection {
  readonly element: HTMLElement;
  show(scene: Scene): void;
}

const mostBases = 12;

/** What is ahead, what would help, what the phases took, and what the estimates rest on. */
export function createForecast(): ForecastSection {
  const element = h('section');
  let drawn = '';
  return {
    element,
    show: (scene) => {
      const { forecast, header } = scene.view;
      const figures = forecast === null ? [] : forecastFigures(forecast, header);
      const hints = forecast?.hints ?? [];
      const phases = phaseRows(scene);
      const bases = forecast === null ? [] : basesOf(forecast).slice(0, mostBases);
      const key = JSON.stringify([figures, hints, phases, bases, header.endedAt]);
      if (key === drawn) return;
      drawn = key;
      element.replaceChildren(
        h('h2', 'Forecast'),
        forecast === null
          ? h('p.dim', header.endedAt === null ? 'no data' : 'The run is over: nothing is ahead.')
          : h('ul.figures', ...figures.map(figureCard)),
        ...(hints.length === 0
          ? []
          : [h('h3', 'What would help'), h('ul.hints', ...hints.map((hint) => h('li', bdi(hint))))]),
        ...tableOf('Phases', ['Phase', 'Landed', 'Planned', 'Actual', 'Difference'], phases),
        ...tableOf('Estimates', ['By', 'Tasks'], bases),
      );
    },
  };
}

function tableOf(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly Node[] {
  if (rows.length === 0) return [];
  return [
    h('h3', title),
    h(
      'table.facts-table',
      { 'aria-label': title },
      h('thead', h('tr', ...head.map((name) => h('th', { scope: 'col' }, name)))),
      h(
        'tbody',
        ...rows.map(([name = '', ...values]) =>
          h(
            'tr',
            h('th', { scope: 'row' }, bdi(String(name))),
            ...values.map((value) => h('td.number', String(value))),
          ),
        ),
      ),
    ),
  ];
}
