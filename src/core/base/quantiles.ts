/** The value at share `q` (0 to 1) of numbers, linear between neighbours (R's type 7); null of nothing. */
export function quantile(values: readonly number[], q: number): number | null {
  return quantileOfSorted(ascending(values), q);
}

/** As `quantile`, of numbers in ascending order. */
export function quantileOfSorted(sorted: readonly number[], q: number): number | null {
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

export function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((one, other) => one - other);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
