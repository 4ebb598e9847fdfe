import type { ReadOptions } from './native.ts';
import { readNativePlan } from './native.ts';
import type { Plan } from './plan.ts';
import type { Source } from './source.ts';

/** A way to write plans. */
export interface Dialect {
  readonly name: string;
  /** True when the file is written so; the first of the table that says it reads the file. */
  detect(source: Source, path: string): boolean;
  read(source: Source, options: ReadOptions): Plan;
}

const native: Dialect = { name: 'native', detect: () => true, read: readNativePlan };

/** In the order in which they are tried; `native` takes whatever is left. */
export const dialects: readonly Dialect[] = [native];

export function dialectNamed(name: string): Dialect | null {
  return dialects.find((dialect) => dialect.name === name) ?? null;
}

export function detectDialect(source: Source, path: string): Dialect {
  return dialects.find((dialect) => dialect.detect(source, path)) ?? native;
}
