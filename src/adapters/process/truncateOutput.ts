/** At most `maxChars` characters of a text: its head and its tail, and between them a line that says what is missing. */
export function truncateOutput(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const note = (count: number): string => `\n[… ${count} characters left out …]\n`;
  const room = Math.max(0, maxChars - note(text.length).length);
  const head = wholeEnd(text.slice(0, Math.ceil(room / 2)));
  const tail = wholeStart(room < 2 ? '' : text.slice(-Math.floor(room / 2)));
  return `${head}${note(text.length - head.length - tail.length)}${tail}`.slice(0, maxChars);
}

/** Half of a surrogate pair is not a character. */
function wholeEnd(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

function wholeStart(text: string): string {
  return /^[\uDC00-\uDFFF]/.test(text) ? text.slice(1) : text;
}
