import { join } from 'node:path';
import { NdjsonReader } from '../adapters/process/ndjson.ts';
import { using } from '../core/base/systemFault.ts';
import { UserError } from '../core/base/userError.ts';
import type { HistoryLine } from '../core/projections/history.ts';
import { hasFields } from '../shared/fields.ts';

/** Of `history.ndjson`: what stands further before its end is not read. */
const maxBytes = 4 * 1024 * 1024;
const maxLines = 5_000;

/** The attempts of all runs, oldest first, as `history.ndjson` grows: the last 5,000 of its last 4 MB. */
export class PastAttempts {
  readonly #file: string;
  readonly #reader: NdjsonReader;
  #lines: readonly HistoryLine[] = [];

  constructor(stateFolder: string) {
    this.#file = join(stateFolder, 'history.ndjson');
    this.#reader = new NdjsonReader(this.#file, maxBytes);
  }

  /** The same array until there is something new. */
  lines(): readonly HistoryLine[] {
    const added = this.#read().filter(isHistoryLine);
    if (added.length > 0) this.#lines = [...this.#lines, ...added].slice(-maxLines);
    return this.#lines;
  }

  /** What learning reads is less than the run itself: nothing, where it can't be read. */
  #read(): readonly unknown[] {
    try {
      return using(this.#file, () => this.#reader.read());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [];
    }
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
