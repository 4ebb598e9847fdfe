/** Lower-case letters and digits of any script, joined by single dashes; safe in file and branch names. May be empty. */
export function slug(text: string, maxLength = 60): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
}

/** Name of a plan without one: its file's base name. */
export function nameFromPath(path: string): string {
  const base = path.split(/[\\/]/).at(-1) ?? '';
  return slug(base.replace(/\.[A-Za-z]{1,10}$/, '')) || 'plan';
}
