/** The text on one line, at most `maxLength` characters. */
export function oneLine(text: string, maxLength = 200): string {
  const line = text
    .slice(0, maxLength * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cutText(line, maxLength);
}

/** The text, at most `maxLength` characters, the last of which is `…` when something was left out. */
export function cutText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}
