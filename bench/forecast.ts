import { forecastError } from '../test/support/engine/forecastError.ts';
import { isMain, median, print, type BenchRow } from './row.ts';

const runs = 20;

/**
 * How far forecasts are from what then happens, as a share of it: the median over runs of the real engine on a virtual
 * clock. Where tasks take what they took before at most 10 %; where they take half to twice of it the figure is told.
 */
export async function benchForecast(): Promise<readonly BenchRow[]> {
  const known = await errorsOf(true);
  const varied = await errorsOf(false);
  return [row('forecast-known', known, 0.1), row('forecast-varied', varied, 0.25)];
}

async function errorsOf(isKnown: boolean): Promise<readonly number[]> {
  const errors: number[] = [];
  for (let seed = 1; seed <= runs; seed++) errors.push(await forecastError(seed, { isKnown }));
  return errors;
}

function row(name: string, errors: readonly number[], limit: number): BenchRow {
  const detail = { runs, median: round3(median(errors)), worst: round3(Math.max(...errors)) };
  return { name, ratio: round3(median(errors)), limit, detail };
}

function round3(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}

if (isMain(import.meta.url)) print(await benchForecast());
