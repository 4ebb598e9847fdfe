const words: ReadonlyMap<string, number> = new Map([
  ['critical', 2],
  ['high', 1],
  ['normal', 0],
  ['low', -1],
]);

/** `critical` is 2, `high` 1, `normal` 0, `low` -1, a number is itself; higher goes first. Null: neither. */
export function priorityOf(text: string): number | null {
  const word = words.get(text.toLowerCase());
  if (word !== undefined) return word;
  return /^[+-]?\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}
