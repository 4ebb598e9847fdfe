import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SessionTotals } from '../adapters/agents/adapter.ts';
import { readJson } from '../adapters/process/readJson.ts';
import { writeAtomically } from './attemptFolder.ts';

/** Beside `result.json`: what the session had used up in all, for the next attempt that goes on with it. */
const fileName = 'session.json';

export function writeSessionTotals(folder: string, totals: SessionTotals): void {
  writeAtomically(join(folder, fileName), `${JSON.stringify(totals)}\n`);
}

/** The totals of a session as the latest earlier attempt of the same task left them; null: not known. */
export function earlierTotals(folder: string, session: string): SessionTotals | null {
  const own = Number(basename(folder));
  const earlier = readdirSync(dirname(folder))
    .map(Number)
    .filter((number) => Number.isInteger(number) && number < own)
    .sort((left, right) => right - left);
  for (const number of earlier) {
    const totals = readJson(join(dirname(folder), String(number), fileName));
    if (isTotals(totals) && totals.session === session) return totals;
  }
  return null;
}

function isTotals(value: unknown): value is SessionTotals {
  if (typeof value !== 'object' || value === null) return false;
  const numbers = ['inputTokens', 'outputTokens', 'cachedTokens', 'costUsd'] as const;
  return (
    'session' in value && numbers.every((key) => typeof (value as Partial<SessionTotals>)[key] === 'number')
  );
}
