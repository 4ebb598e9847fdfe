/**
 * `after`, with those of its parts that are equal to a part of `before` replaced by it: what did not change keeps its
 * identity (===). Plain data only.
 */
export function share<Data>(before: Data | undefined, after: Data): Data {
  return shared(before, after) as Data;
}

function shared(before: unknown, after: unknown): unknown {
  if (before === after || !isObject(before) || !isObject(after)) return after;
  if (Array.isArray(before) || Array.isArray(after))
    return Array.isArray(before) && Array.isArray(after) ? sharedList(before, after) : after;
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    copy[key] = shared(before[key], after[key]);
    same &&= key in before && copy[key] === before[key];
  }
  return same ? before : copy;
}

function sharedList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let same = before.length === after.length;
  const copy = after.map((item, index) => {
    const found = shared(before[index], item);
    same &&= found === before[index];
    return found;
  });
  return same ? before : copy;
}

/** As `share`, for rows that have come, gone or moved: each is compared with the one of the same ref. */
export function shareRows<Row extends { readonly ref: string }>(
  before: readonly Row[] | undefined,
  after: readonly Row[],
): readonly Row[] {
  if (before === undefined) return after;
  const known = new Map(before.map((row) => [row.ref, row]));
  const rows = after.map((row) => share(known.get(row.ref), row));
  return rows.length === before.length && rows.every((row, index) => row === before[index]) ? before : rows;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
