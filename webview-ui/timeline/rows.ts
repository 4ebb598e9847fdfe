import type { Span, TaskForecast } from '../../src/shared/dashboard/view.ts';
import { nameOf, type Scene } from '../scene.ts';

export interface TimelineRow {
  readonly key: string;
  /** Of the task, when the row is one's. */
  readonly ref: string | null;
  readonly id: string;
  readonly title: string;
  readonly isCritical: boolean;
  readonly bars: readonly Bar[];
}

/** A stretch of time of a row: what was, or what is expected. */
export type Bar =
  | { readonly kind: 'span'; readonly ref: string; readonly span: Span }
  | { readonly kind: 'forecast'; readonly ref: string; readonly forecast: TaskForecast };

/** One row for each task that has a past or a forecast, in the order of the plan. */
export function taskRows({ view, index, shown }: Scene, now: number): readonly TimelineRow[] {
  const pasts = new Map(view.timeline.map(({ ref, spans }) => [ref, spans]));
  const forecasts = new Map((view.forecast?.tasks ?? []).map((forecast) => [forecast.ref, forecast]));
  return view.tasks.flatMap(({ ref, endedAt }) => {
    if (shown !== null && !shown.has(ref)) return [];
    const forecast = forecasts.get(ref);
    // It is a few seconds old by now.
    const ahead =
      forecast !== undefined && endedAt === null && forecast.endAt > now
        ? [{ ...forecast, startAt: Math.max(now, forecast.startAt) }]
        : [];
    const bars: readonly Bar[] = [
      ...(pasts.get(ref) ?? []).map((span) => ({ kind: 'span', ref, span }) as const),
      ...ahead.map((one) => ({ kind: 'forecast', ref, forecast: one }) as const),
    ];
    if (bars.length === 0) return [];
    const title = index.nodes.get(ref)?.title ?? '';
    return [{ key: ref, ref, id: nameOf(ref, index), title, isCritical: index.critical.has(ref), bars }];
  });
}

/** One row for each slot: what was done in its worktree. What is ahead has no slot yet. */
export function slotRows({ view, shown }: Scene): readonly TimelineRow[] {
  const bySlot = new Map<string, Bar[]>();
  for (const { ref, spans } of view.timeline) {
    if (shown !== null && !shown.has(ref)) continue;
    for (const span of spans) {
      if (span.slot === null) continue;
      const bars = bySlot.get(span.slot) ?? [];
      bars.push({ kind: 'span', ref, span });
      bySlot.set(span.slot, bars);
    }
  }
  const collator = new Intl.Collator(undefined, { numeric: true });
  return [...bySlot]
    .sort(([a], [b]) => collator.compare(a, b))
    .map(([slot, bars]) => ({
      key: `slot ${slot}`,
      ref: null,
      id: slot.split(/[\\/]/).at(-1) ?? slot,
      title: '',
      isCritical: false,
      bars: bars.sort((a, b) => startOf(a) - startOf(b)),
    }));
}

export function startOf(bar: Bar): number {
  return bar.kind === 'span' ? bar.span.from : bar.forecast.startAt;
}

/** Of what goes on, now. */
export function endOf(bar: Bar, now: number): number {
  return bar.kind === 'span' ? (bar.span.to ?? Math.max(now, bar.span.from)) : bar.forecast.endAt;
}

/** From the first start to the last end, now included while a row goes on; null without rows. */
export function extentOf(rows: readonly TimelineRow[], now: number): readonly [number, number] | null {
  let [from, to] = [Infinity, -Infinity];
  for (const { bars } of rows) {
    for (const bar of bars) {
      from = Math.min(from, startOf(bar));
      to = Math.max(to, endOf(bar, now));
    }
  }
  return from <= to ? [from, to] : null;
}
