/** An ordinary space behind an icon is not drawn in a lens. */
export function withIcon(icon: string, text: string): string {
  return `$(${icon})\u00a0${text}`;
}
