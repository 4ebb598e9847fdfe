import type { ChartView } from './view.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 364].map((count) => count * day),
];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** From the first of these moments (epoch ms, ascending) to the last; an hour around a single one. */
export function timeRange(at: readonly number[]): readonly [from: number, to: number] {
  const [from = 0, to = from] = [at[0], at.at(-1)];
  return from === to ? [from - hour / 2, to + hour / 2] : [from, to];
}

/** At most `most` moments at round local times between two (epoch ms); the first of a day names the day. */
export function timeTicks(from: number, to: number, most: number): readonly Tick[] {
  const span = Math.max(1, to - from);
  const step = timeSteps.find((size) => span / size <= most) ?? Math.ceil(span / most / day) * day;
  const offset = new Date(from).getTimezoneOffset() * minute;
  const ticks: Tick[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) {
    const before = ticks.at(-1);
    ticks.push({ at, label: timeLabel(at, { step, isNewDay: isNewDay(before?.at ?? null, at) }) });
  }
  return ticks;
}

/** Round values from 0 or below to `top` or above, about `most` of them; times are round as times are. */
export function valueTicks(bottom: number, top: number, options: ValueTickOptions): readonly number[] {
  const span = Math.max(top - Math.min(0, bottom), Number.EPSILON);
  const step = stepOf(span / Math.max(1, options.most), options.unit);
  const first = Math.floor(Math.min(0, bottom) / step);
  const last = Math.ceil(top / step - 1e-9);
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

export interface ValueTickOptions {
  readonly most: number;
  readonly unit: ChartView['unit'];
}

function stepOf(rough: number, unit: ChartView['unit']): number {
  const timeStep = unit === 'ms' && rough > second / 2 ? timeSteps.find((size) => size >= rough) : undefined;
  if (timeStep !== undefined) return timeStep;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

function isNewDay(before: number | null, at: number): boolean {
  return before !== null && new Date(before).toDateString() !== new Date(at).toDateString();
}

function timeLabel(at: number, { step, isNewDay }: { step: number; isNewDay: boolean }): string {
  const date = new Date(at);
  if (isNewDay || step >= day) return `${months[date.getMonth()] ?? ''} ${date.getDate()}`;
  return date.toTimeString().slice(0, step < minute ? 8 : 5);
}
