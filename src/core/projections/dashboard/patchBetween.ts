import type { DashboardPatch } from '../../../shared/dashboard/messages.ts';
import type { DashboardView, MetricsView } from '../../../shared/dashboard/view.ts';

/** What has changed from one view to a later one of the same fold, told by identity; null: nothing has. */
export function patchBetween(before: DashboardView, after: DashboardView): DashboardPatch | null {
  if (before === after) return null;
  const order = before.tasks === after.tasks ? null : orderOf(before, after);
  const tasks = changed(before.tasks, after.tasks);
  const timeline = changed(before.timeline, after.timeline);
  const patch: DashboardPatch = {
    ...differing('header', before, after),
    ...differing('structure', before, after),
    ...differing('forecast', before, after),
    ...differing('phases', before, after),
    ...metricsBetween(before.metrics, after.metrics),
    ...differing('workers', before, after),
    ...differing('queue', before, after),
    ...differing('activity', before, after),
    ...(tasks.length === 0 ? {} : { tasks }),
    ...(timeline.length === 0 ? {} : { timeline }),
    ...(order === null ? {} : { order }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

function differing<Part extends Exclude<keyof DashboardView, 'tasks' | 'timeline' | 'metrics'>>(
  part: Part,
  before: DashboardView,
  after: DashboardView,
): Partial<Pick<DashboardView, Part>> {
  if (before[part] === after[part]) return {};
  const only: Partial<Pick<DashboardView, Part>> = {};
  only[part] = after[part];
  return only;
}

/** Charts are made anew each time: what differs in them is told by their content. */
function metricsBetween(before: MetricsView, after: MetricsView): Pick<DashboardPatch, 'metrics' | 'charts'> {
  if (before === after) return {};
  const known = new Map(before.charts.map((chart) => [chart.id, chart]));
  const charts = after.charts.filter((chart) => !isSame(chart, known.get(chart.id)));
  const ids = after.charts.map(({ id }) => id);
  const isAllSame =
    charts.length === 0 &&
    isSame(
      ids,
      before.charts.map(({ id }) => id),
    ) &&
    isSame([after.figures, after.anomalies], [before.figures, before.anomalies]);
  return isAllSame ? {} : { metrics: { ...after, charts }, charts: ids };
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function changed<Row extends { readonly ref: string }>(
  before: readonly Row[],
  after: readonly Row[],
): readonly Row[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((row) => !known.has(row));
}

function orderOf(before: DashboardView, after: DashboardView): readonly string[] | null {
  const same =
    before.tasks.length === after.tasks.length &&
    before.tasks.every(({ ref }, index) => ref === after.tasks[index]?.ref);
  return same ? null : after.tasks.map(({ ref }) => ref);
}
