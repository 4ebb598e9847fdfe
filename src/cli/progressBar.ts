/** `━━━───`, in `width` cells. */
export function progressBar(part: number, whole: number, width: number): string {
  const filled = whole === 0 ? 0 : Math.floor((part / whole) * width);
  return '━'.repeat(filled) + '─'.repeat(width - filled);
}
