import picomatch from 'picomatch';

/**
 * Globs of a repository for one of its folders (`parts/app/`; empty: itself). Those that lead into the folder lose what
 * leads there; as they are, all of them count from the folder as well, as a part may be laid out as a whole.
 */
export function globsInside(globs: readonly string[], folder: string): readonly string[] {
  const parents = folder.split('/').filter((name) => name !== '');
  const leading = globs.flatMap((glob) => {
    const parts = glob.split('/');
    const isInside = parts.length > parents.length && parents.every((name, at) => leads(parts[at], name));
    return isInside ? [parts.slice(parents.length).join('/')] : [];
  });
  return [...new Set([...globs, ...leading])];
}

/** What reaches over several folders does not: it counts from the folder as it is. */
function leads(part: string | undefined, name: string): boolean {
  if (part === undefined || part.includes('**')) return false;
  return picomatch.isMatch(name, part, { dot: true });
}
