/** Reading fields of parsed JSON of which nothing is sure. */
export type JsonRecord = Readonly<Record<string, unknown>>;

const emptyRecord: JsonRecord = {};

export function asRecord(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : null;
}

/** The line as a JSON object; null when it is anything else. */
export function parseRecord(line: string): JsonRecord | null {
  if (!line.startsWith('{')) return null;
  try {
    return asRecord(JSON.parse(line));
  } catch {
    // Not JSON: the caller shows the line as it is.
    return null;
  }
}

export function recordField(record: JsonRecord, key: string): JsonRecord {
  return asRecord(record[key]) ?? emptyRecord;
}

export function textField(record: JsonRecord, key: string): string | null {
  const value = record[key];
  return typeof value === 'string' ? value : null;
}

export function numberField(record: JsonRecord, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The objects in a list; empty when it is no list. */
export function recordsField(record: JsonRecord, key: string): readonly JsonRecord[] {
  const value = record[key];
  if (!Array.isArray(value)) return [];
  return value.map(asRecord).filter((one) => one !== null);
}

export function textsField(record: JsonRecord, key: string): readonly string[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
