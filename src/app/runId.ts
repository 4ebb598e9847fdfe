const stampPattern = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/;

/**
 * Id of a new run of these plans: `20261120-141500-auth`, in UTC. Ids sort by age, so one that starts within a second of
 * the latest, or after the clock was put back, gets the second behind that. `now` is epoch ms.
 */
export function nextRunId(latest: string | null, plans: readonly string[], now: number): string {
  const after = latest === null ? Number.NEGATIVE_INFINITY : secondOf(latest) + 1_000;
  const time = new Date(Math.max(now, after)).toISOString();
  const stamp = time.replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${plans.join('+').slice(0, 40)}`;
}

/** Epoch ms; negative infinity for a folder that somebody else made. */
function secondOf(run: string): number {
  const found = stampPattern.exec(run);
  if (found === null) return Number.NEGATIVE_INFINITY;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
