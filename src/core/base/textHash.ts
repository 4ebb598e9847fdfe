/** The same for the same text, from 0 to below `limit` (at most 2^48); no protection against those who mean harm. */
export function textHash(text: string, limit: number): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % limit;
  return hash;
}
