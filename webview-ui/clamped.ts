export function clamped(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
