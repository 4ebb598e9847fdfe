import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Slot } from './slots.ts';

/** What we put into a slot, remembered in its git folder so that it outlives the process. */
export interface SlotRecord {
  /** A gate's slot holds nothing but what gates left; a task's may hold work. */
  readonly use: 'task' | 'gate';
  /** Hash of commands and lock files that setup last ran with; null: it never did. */
  readonly setupHash: string | null;
  /** Untracked files, and folders with a `/` at the end, that were there after setup. */
  readonly setupOutputs: readonly string[];
  readonly copied: readonly CopiedFile[];
}

/** `stamp`: size and modification time of source and copy, to see when either changed. */
export interface CopiedFile {
  readonly path: string;
  readonly stamp: string;
}

const fileName = 'tutti-slot.json';
const empty: SlotRecord = { use: 'task', setupHash: null, setupOutputs: [], copied: [] };

export class SlotRecords {
  readonly #known = new Map<string, SlotRecord>();

  async read(slot: Slot): Promise<SlotRecord> {
    const known = this.#known.get(slot.gitDir);
    if (known !== undefined) return known;
    const text = await fs.readFile(path.join(slot.gitDir, fileName), 'utf8').catch(() => '');
    const record = parseRecord(text);
    this.#known.set(slot.gitDir, record);
    return record;
  }

  async update(slot: Slot, changes: Partial<SlotRecord>): Promise<void> {
    const before = await this.read(slot);
    const record = { ...before, ...changes };
    const text = JSON.stringify(record);
    if (text === JSON.stringify(before)) return;
    this.#known.set(slot.gitDir, record);
    await fs.writeFile(path.join(slot.gitDir, fileName), text);
  }
}

/** Whether a path (with `/`) is one that we put into the slot. */
export function isOurs(record: SlotRecord, file: string): boolean {
  return (
    record.copied.some((copy) => copy.path === file) ||
    record.setupOutputs.some((output) => (output.endsWith('/') ? file.startsWith(output) : output === file))
  );
}

function parseRecord(text: string): SlotRecord {
  let value: unknown;
  try {
    value = JSON.parse(text === '' ? '{}' : text);
  } catch {
    // Torn by a crash: as if the slot were new, so that setup and copies are made again.
    return empty;
  }
  if (typeof value !== 'object' || value === null) return empty;
  const fields = new Map<string, unknown>(Object.entries(value));
  const setupHash = fields.get('setupHash');
  const copied = fields.get('copied');
  const outputs = fields.get('setupOutputs');
  return {
    use: fields.get('use') === 'gate' ? 'gate' : 'task',
    setupHash: typeof setupHash === 'string' ? setupHash : null,
    setupOutputs: Array.isArray(outputs) ? outputs.filter((item) => typeof item === 'string') : [],
    copied: Array.isArray(copied) ? copied.filter(isCopiedFile) : [],
  };
}

function isCopiedFile(value: unknown): value is CopiedFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'stamp' in value &&
    typeof value.stamp === 'string'
  );
}
