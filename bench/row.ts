import { fileURLToPath } from 'node:url';

/** One figure: `ratio` is of two things measured in the same run; above `limit` it has failed. */
export interface BenchRow {
  readonly name: string;
  readonly ratio: number;
  readonly limit: number;
  readonly detail: object;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function print(rows: readonly BenchRow[]): void {
  for (const row of rows) console.log(JSON.stringify(row));
}

export function isMain(url: string): boolean {
  return process.argv[1] === fileURLToPath(url);
}
