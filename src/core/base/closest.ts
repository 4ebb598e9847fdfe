/**
 * The candidate that was most likely meant: the same but for case or leading zeros, else at most two edits away (one for
 * short names). Between equals the one with the nearest number, then the first. Null: none is close.
 */
export function closest(name: string, candidates: Iterable<string>): string | null {
  const plain = simplify(name);
  const lower = name.slice(0, 64).toLowerCase();
  const limit = name.length < 5 ? 1 : 2;
  let best: { readonly candidate: string; readonly distance: number; readonly gap: number } | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit + 2) continue;
    const other = simplify(candidate);
    const distance = other === plain ? 0 : editDistance(lower, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    const gap = numberGap(plain, other);
    if (best === null || distance < best.distance || (distance === best.distance && gap < best.gap)) {
      best = { candidate, distance, gap };
    }
  }
  return best?.candidate ?? null;
}

function simplify(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/_/g, '-')
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, ''));
}

function numberGap(a: string, b: string): number {
  const [last, other] = [/\d+(?=\D*$)/.exec(a)?.[0], /\d+(?=\D*$)/.exec(b)?.[0]];
  return last === undefined || other === undefined ? Infinity : Math.abs(Number(last) - Number(other));
}

/** Levenshtein distance with transpositions of neighbours (optimal string alignment); past `limit` any larger number. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
