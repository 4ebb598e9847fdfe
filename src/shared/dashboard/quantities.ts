import type { ChartView } from './view.ts';

/** `7s`, `3m05s`, `1h02m`, `2d04h`: two units at most; negative counts as nothing. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${seconds}s`;
  if (hours === 0) return `${minutes}m${twoDigits(seconds % 60)}s`;
  if (hours < 24) return `${hours}h${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d${twoDigits(hours % 24)}h`;
}

/** `<1m`, `3m`, `1h02m`, `2d04h`: for what is shown for long and should not change all the time. */
export function minutesText(ms: number): string {
  if (ms < 60_000) return '<1m';
  return ms < 3_600_000 ? `${Math.floor(ms / 60_000)}m` : durationText(ms);
}

/** `940`, `18.2k`, `1.3M` */
export function countText(count: number): string {
  if (count < 1_000) return String(count);
  return count < 999_950 ? `${(count / 1_000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

/** `12 kB`, `3.4 MB`, `1.2 GB` */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

export function usdText(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** `82 %` of a share from 0 to 1. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `1 task`, `3 tasks` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A value of a chart with its unit, as axes, tables and tooltips show it. */
export function valueText(value: number, unit: ChartView['unit']): string {
  switch (unit) {
    case 'ms':
      return Math.abs(value) < 1_000 && value !== 0 ? `${Math.round(value)}ms` : durationText(value);
    case '%':
      return `${plainNumber(value)} %`;
    case 'USD':
      return usdText(value);
    case 'tokens':
      return countText(Math.round(value));
    case 'MB':
      return value < 1_000 ? `${plainNumber(value)} MB` : `${(value / 1_000).toFixed(1)} GB`;
    case '':
      return plainNumber(value);
  }
}

/** `14:22:31`, local time. */
export function timeOfDayText(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** `14:22`, local time. */
export function hourAndMinuteText(at: number): string {
  return timeOfDayText(at).slice(0, 5);
}

/** `2026-11-20 14:22:31`, local time. */
export function dayAndTimeText(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  return `${day} ${timeOfDayText(at)}`;
}

/** Milliseconds between two ISO times, or until `now` (epoch ms); null when it has not begun. */
export function elapsedMs(from: string | null, to: string | null, now: number): number | null {
  if (from === null) return null;
  return (to === null ? now : Date.parse(to)) - Date.parse(from);
}

function plainNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
