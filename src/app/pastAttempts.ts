import { join } from 'node:path';
import { NdjsonReader } from '../adapters/process/ndjson.ts';
import type { HistoryLine } from '../core/projections/history.ts';
import { hasFields } from '../shared/fields.ts';

/** Of `history.ndjson`: what stands further before its end is not read. */
const maxBytes = 4 * 1024 * 1024;
const maxLines = 5_000;

/** The attempts of all runs, oldest first, as `history.ndjson` grows: the last 5,000 of its last 4 MB. */
export class PastAttempts {
  readonly #reader: NdjsonReader;
  #lines: readonly HistoryLine[] = [];

  constructor(stateFolder: string) {
    this.#reader = new NdjsonReader(join(stateFolder, 'history.ndjson'), maxBytes);
  }

  /** The same array until there is something new. */
  lines(): readonly HistoryLine[] {
    const added = this.#reader.read().filter(isHistoryLine);
    if (added.length > 0) this.#lines = [...this.#lines, ...added].slice(-maxLines);
    return this.#lines;
  }
}

function isHistoryLine(value: unknown): value is HistoryLine {
  return (
    hasFields(value, {
      schema: 'number',
      run: 'string',
      plan: 'string',
      task: 'string',
      attempt: 'number',
      agent: 'string',
      model: 'string?',
      outcome: 'string',
      startedAt: 'string',
      durationMs: 'number',
      estimateMs: 'number',
      tokens: 'object',
      costUsd: 'number?',
    }) && value['schema'] === 1
  );
}
