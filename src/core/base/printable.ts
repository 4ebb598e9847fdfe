/**
 * Text from elsewhere (titles, agents' words, file names) as one line that a terminal can only show: control
 * characters and overrides of the direction become visible escapes, line breaks and tabs a space, other invisible
 * characters go. At most `maxLength` UTF-16 units, cut with `…`.
 */
export function printable(text: string, maxLength = 200): string {
  if (text.length <= maxLength && plain.test(text)) return text;
  // What is far beyond the cut is not worth the work.
  const near = text.slice(0, maxLength * 4);
  return cut(near.replace(/\s+/gu, ' ').replace(unsafe, show).trim(), maxLength);
}

/** Words of ASCII with single spaces: most texts, and nothing to be done about them. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** Controls, formats (but for the joiners of emoji and scripts) and lone surrogates. */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Overrides, embeddings, isolates and marks of direction: they reorder what stands beside them. */
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0xa0) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (direction.test(character)) return `\\u${code.toString(16).padStart(4, '0')}`;
  return /\p{Cs}/u.test(character) ? '\ufffd' : '';
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // A pair of surrogates is kept or dropped as a whole.
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
