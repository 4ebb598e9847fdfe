import { h } from '../h.ts';
import type { SavedFile } from './host.ts';

const types = { csv: 'text/csv;charset=utf-8', svg: 'image/svg+xml', png: 'image/png' } as const;

/** By the browser's own download. */
export function downloadFile({ name, kind, text }: SavedFile): void {
  const content = kind === 'png' ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : text;
  const address = URL.createObjectURL(new Blob([content], { type: types[kind] }));
  h('a', { href: address, download: `${name}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
