const unitsMs: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

const sizesMs: ReadonlyMap<string, number> = new Map([
  ['S', 10 * 60_000],
  ['M', 30 * 60_000],
  ['L', 120 * 60_000],
]);

const maximumMs = 30 * 24 * 3_600_000;
const partPattern = /(\d{1,6}(?:\.\d{1,3})?)\s{0,3}(s|m|h)(?:ec|in|our|r)?(?:ond|ute)?s?\s{0,3}/gy;

/** `90s`, `20m`, `1.5h`, `1h 30m`, `2 hours` in milliseconds; null: not a duration, nothing, or over 30 days. */
export function durationMs(text: string): number | null {
  const lower = text.toLowerCase();
  let sum = 0;
  let end = 0;
  partPattern.lastIndex = 0;
  for (let match = partPattern.exec(lower); match !== null; match = partPattern.exec(lower)) {
    sum += Number(match[1]) * (unitsMs.get(match[2] ?? '') ?? 0);
    end = partPattern.lastIndex;
  }
  return end === lower.length && sum > 0 && sum <= maximumMs ? Math.round(sum) : null;
}

/** A duration, or a size: `S` is 10 minutes, `M` 30 minutes, `L` 2 hours. */
export function estimateMs(text: string): number | null {
  return sizesMs.get(text.toUpperCase()) ?? durationMs(text);
}
