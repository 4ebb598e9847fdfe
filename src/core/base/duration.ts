const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Source of a pattern for one number and unit: `500ms`, `90s`, `1.5h`. */
export const durationPattern = '^(\\d+(?:\\.\\d+)?)\\s?(ms|s|m|h|d)$';

const pattern = new RegExp(durationPattern);

/** Milliseconds of `90s`, `60m`, `2h`; null when it is not a duration. */
export function parseDuration(text: string): number | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, amount = '', unit = ''] = match;
  return isUnit(unit) ? Math.round(Number(amount) * unitMs[unit]) : null;
}

function isUnit(text: string): text is keyof typeof unitMs {
  return text in unitMs;
}
