import type { ChartView } from './view.ts';

/** `7s`, `3m05s`, `1h02m`, `2d04h`: as the command line says it; negative counts as nothing. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${seconds}s`;
  if (hours === 0) return `${minutes}m${twoDigits(seconds % 60)}s`;
  if (hours < 24) return `${hours}h${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d${twoDigits(hours % 24)}h`;
}

/** `940`, `18.2k`, `1.3M` */
export function countText(count: number): string {
  if (count < 1_000) return String(count);
  return count < 999_950 ? `${(count / 1_000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

export function usdText(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

/** `82 %` of a share from 0 to 1. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
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

/** `2026-11-20 14:22:31`, local time. */
export function dayAndTimeText(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  return `${day} ${timeOfDayText(at)}`;
}

function plainNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
