/** Whatever says that a folder has to do with Tutti, wherever its plans lie. */
const ownFiles = ['tutti.json', '.tutti/runs'];

/** Globs of all that a plan is likely beside or in, for the globs of the files that are plans. */
export function planSigns(plans: readonly string[]): readonly string[] {
  return [...ownFiles, ...plans];
}

/** The folders, or the file, that stand in a glob before its first wildcard; empty when it may match anywhere. */
export function fixedPart(glob: string): string {
  const parts = glob.split('/');
  const wild = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return (wild < 0 ? parts : parts.slice(0, wild)).join('/');
}
