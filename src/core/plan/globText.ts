/** True when a path has wildcards, so that it stands for many files. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

const maxPathLength = 512;
/** A path that is as it should be already, as nearly all are. */
const ordinary = /^\w[\w-]*(?:[/.][\w*-]+)*$/;

/**
 * A path of the repository as the rest of the program writes it: no `./` in front, `/` between, `dir/**` for a folder.
 * Null: empty, absolute, outside of the repository, or longer than 512 characters.
 */
export function normalisePath(path: string): string | null {
  if (ordinary.test(path) && path.length <= maxPathLength) return path;
  const plain = path
    .replaceAll('\\', '/')
    .replace(/\/{2,}/g, '/')
    .replace(/^(?:\.\/)+/, '');
  if (plain === '' || plain.length > maxPathLength || /^(?:\/|~|[A-Za-z]:\/)/.test(plain)) return null;
  if (plain.split('/').includes('..')) return null;
  return plain.endsWith('/') ? `${plain}**` : plain;
}
