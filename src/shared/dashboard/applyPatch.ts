import type { DashboardPatch } from './messages.ts';
import type { DashboardView, MetricsView } from './view.ts';

/** The view after a patch. Rows and parts that the patch leaves alone keep their identity. */
export function applyPatch(view: DashboardView, patch: DashboardPatch): DashboardView {
  const { order = null, charts, ...parts } = patch;
  const tasks = mergeRows(view.tasks, patch.tasks ?? [], order);
  const newOrder = tasks === view.tasks ? null : tasks.map(({ ref }) => ref);
  const timeline = mergeRows(view.timeline, patch.timeline ?? [], newOrder);
  return {
    ...view,
    ...parts,
    metrics: metricsAfter(view.metrics, parts.metrics, charts),
    tasks,
    timeline: newOrder === null && timeline !== view.timeline ? inOrder(timeline, refsOf(tasks)) : timeline,
  };
}

function metricsAfter(
  before: MetricsView,
  after: MetricsView = before,
  charts: readonly string[] | undefined,
): MetricsView {
  if (charts === undefined) return after;
  const known = [...after.charts, ...before.charts];
  return { ...after, charts: charts.flatMap((id) => known.find((chart) => chart.id === id) ?? []) };
}

interface Row {
  readonly ref: string;
}

function mergeRows<R extends Row>(
  rows: readonly R[],
  changed: readonly R[],
  order: readonly string[] | null,
): readonly R[] {
  if (changed.length === 0 && order === null) return rows;
  const open = new Map(changed.map((row) => [row.ref, row]));
  const merged = rows.map((row) => {
    const now = open.get(row.ref) ?? row;
    open.delete(row.ref);
    return now;
  });
  const all = [...merged, ...open.values()];
  return order === null ? all : inOrder(all, order);
}

function inOrder<R extends Row>(rows: readonly R[], order: readonly string[]): readonly R[] {
  const byRef = new Map(rows.map((row) => [row.ref, row]));
  return order.flatMap((ref) => byRef.get(ref) ?? []);
}

function refsOf(rows: readonly Row[]): readonly string[] {
  return rows.map(({ ref }) => ref);
}
