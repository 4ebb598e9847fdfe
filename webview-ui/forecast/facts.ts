import { durationText, percentText, usdText } from '../../src/shared/dashboard/quantities.ts';
import type {
  DashboardView,
  Figure,
  ForecastView,
  Interval,
  TaskCard,
} from '../../src/shared/dashboard/view.ts';
import { tasksOf, type Scene } from '../scene.ts';

/** What a forecast says in numbers; `value` null is "no data". */
export function forecastFigures(
  { wallMs, sequentialMs, criticalPathMs, peak, utilization, costUsd, bindingLimit }: ForecastView,
  { run }: DashboardView['header'],
): readonly Figure[] {
  const saved = sequentialMs - wallMs.expected;
  const times = (sequentialMs / wallMs.expected).toFixed(1);
  return [
    figure(
      run === null ? 'Time it takes' : 'Time left',
      about(wallMs, durationText),
      range(wallMs, durationText),
    ),
    figure('One after the other', durationText(sequentialMs), null),
    figure('Saved', saved > 0 ? durationText(saved) : '0s', saved > 0 ? `${times} times as fast` : null),
    figure('Critical path', durationText(criticalPathMs), 'no number of agents is faster'),
    figure('Slots in use', percentText(utilization), `at most ${peak} at once`),
    figure('Cost', costUsd && about(costUsd, usdText), costUsd && range(costUsd, usdText)),
    figure('Binding limit', bindingLimit, bindingLimit && 'most of the waiting is for it'),
  ];
}

/** How many tasks are estimated by what: the most frequent first. */
export function basesOf({ tasks }: ForecastView): readonly (readonly [basis: string, tasks: number])[] {
  const counts = new Map<string, number>();
  for (const { basis } of tasks) counts.set(basis, (counts.get(basis) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Title, landed, planned, actual and difference of each phase; there is a difference when all of it is over. */
export function phaseRows({ view, index }: Scene): readonly (readonly string[])[] {
  const cards = new Map<string, TaskCard[]>(view.phases.map(({ phase }) => [phase, []]));
  for (const card of tasksOf(view, index)) cards.get(index.nodes.get(card.ref)?.phase ?? '')?.push(card);
  return view.phases.map(({ phase, plannedMs, actualMs }) => {
    const own = cards.get(phase) ?? [];
    const landed = own.filter(({ state }) => state === 'landed').length;
    const isOver =
      view.header.endedAt !== null ||
      own.every(({ state, endedAt }) => endedAt !== null || state === 'landed');
    const late = actualMs - plannedMs;
    const { id = phase, title = '' } = index.phases.get(phase) ?? {};
    return [
      title || id,
      `${landed} of ${own.length}`,
      durationText(plannedMs),
      actualMs === 0 ? 'no data' : durationText(actualMs),
      isOver ? `${late < 0 ? '−' : '+'}${durationText(Math.abs(late))}` : 'not over yet',
    ];
  });
}

function figure(label: string, value: string | null, note: string | null): Figure {
  return { id: label, label, value, note };
}

function about({ expected }: Interval, words: (value: number) => string): string {
  return `about ${words(expected)}`;
}

function range({ low, high }: Interval, words: (value: number) => string): string {
  return low === null || high === null ? '80 %: no data' : `80 %: ${words(low)} to ${words(high)}`;
}
