import { printable } from '../../core/base/printable.ts';
import { plainWords } from '../plainWords.ts';

const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi;

/** Foreign words as a row of a quick pick shows them: one line, without code marks, and `$(…)` is no icon. */
export function pickText(text: string, maxChars: number): string {
  return printable(plainWords(text), maxChars).replace(icon, (sign) => `\\${sign}`);
}

/** `2.1 Login endpoint` */
export function taskName({ id, title }: { readonly id: string; readonly title: string }): string {
  return `${id} ${pickText(title, 80)}`;
}
