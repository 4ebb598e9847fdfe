/** Without the code marks of markdown: rows, toasts and messages show them as they are written. */
export function plainWords(text: string): string {
  return text.replaceAll('`', '');
}
