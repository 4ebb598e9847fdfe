/** Text that a `MarkdownString` shows as it is, theme icons included, and that may be broken into lines. */
export function markdownText(text: string): string {
  return text.replace(/\$(?=\()/g, '\\$').replace(/[\\`*_{}[\]()#+\-!|<>~&]/g, '\\$&');
}
