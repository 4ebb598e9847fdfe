import picomatch from 'picomatch/posix.js';

/** A declared set of files. */
export interface Glob {
  readonly pattern: string;
  /** Folder that all its files are in, without `/` at the end; empty: the whole repository. */
  readonly base: string;
  matches(path: string): boolean;
}

// A regular expression made of many stars takes time that grows with a power of their number.
const maxStars = 12;

export function compileGlob(pattern: string): Glob {
  const base = globBase(pattern);
  const inBase = (path: string): boolean => base === '' || path.startsWith(`${base}/`);
  const stars = pattern.split('*').length - 1;
  if (stars > maxStars) return { pattern, base, matches: inBase };
  const matches = picomatch(pattern, { dot: true, nonegate: true, noextglob: true });
  return { pattern, base, matches: (path) => inBase(path) && matches(path) };
}

/** Folder in front of the first wildcard. */
export function globBase(pattern: string): string {
  const wild = pattern.search(/[*?[\]{}]/);
  const end = wild < 0 ? pattern.length : wild;
  return pattern.slice(0, Math.max(0, pattern.lastIndexOf('/', end)));
}

/**
 * Whether two globs can name the same file. Errs on the side of yes: only different fixed names of files or folders at
 * the same depth, or different extensions, tell them apart.
 */
export function mayMeet(a: string, b: string): boolean {
  const [left, right] = [a.split('/'), b.split('/')];
  const depth = Math.min(left.length, right.length);
  for (let index = 0; index < depth; index++) {
    const [one, other] = [left[index] ?? '', right[index] ?? ''];
    if (one === '**' || other === '**') return endsMayMeet(left.at(-1) ?? '', right.at(-1) ?? '');
    if (!segmentsMayMeet(one, other)) return false;
  }
  return left.length === right.length;
}

function endsMayMeet(one: string, other: string): boolean {
  if (one === '**' || other === '**') return true;
  return segmentsMayMeet(one, other);
}

function segmentsMayMeet(one: string, other: string): boolean {
  const [startOne, startOther] = [fixedStart(one), fixedStart(other)];
  const [endOne, endOther] = [fixedEnd(one), fixedEnd(other)];
  if (startOne === one && startOther === other) return one === other;
  return (
    (startOne.startsWith(startOther) || startOther.startsWith(startOne)) &&
    (endOne.endsWith(endOther) || endOther.endsWith(endOne))
  );
}

function fixedStart(segment: string): string {
  return /^[^*?[\]{}]*/.exec(segment)?.[0] ?? '';
}

function fixedEnd(segment: string): string {
  return segment.slice(
    Math.max(...['*', '?', '[', ']', '{', '}'].map((sign) => segment.lastIndexOf(sign))) + 1,
  );
}
