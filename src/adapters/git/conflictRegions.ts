import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitRunner } from './gitRunner.ts';

/** Lines, from 0; `to` is behind the last one. */
interface Region {
  readonly from: number;
  readonly to: number;
}

interface MergedBase {
  /** The merge with what was there before both changes in the place of each conflict. */
  readonly text: string;
  /** Where the conflicts are in it. */
  readonly regions: readonly Region[];
}

export interface ThreeTexts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const markerSize = 19;
const marker = (sign: string): string => sign.repeat(markerSize);

/**
 * Conflicts of a file for which a result took neither side: merge editors start from that text, without markers, so
 * nothing else tells a conflict that nobody has looked at.
 */
export async function untouchedConflicts(git: GitRunner, texts: ThreeTexts, result: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-conflict-'));
  try {
    const at = (name: string): string => join(folder, name);
    for (const name of ['ours', 'base', 'theirs'] as const) await writeFile(at(name), texts[name]);
    const args = ['merge-file', '-p', '--diff3', `--marker-size=${String(markerSize)}`];
    const merge = await git.run([...args, at('ours'), at('base'), at('theirs')]);
    const { text, regions } = mergedBase(merge.stdout);
    await writeFile(at('before'), text);
    await writeFile(at('result'), result);
    const diff = await git.run(['diff', '--no-index', '-U0', '--no-ext-diff', at('before'), at('result')]);
    const changed = changedRegions(diff.stdout);
    return regions.filter((region) => !changed.some((change) => meet(region, change))).length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of `git merge-file --diff3`, with markers of 19 characters. */
function mergedBase(diff3: string): MergedBase {
  const kept: string[] = [];
  const regions: Region[] = [];
  let side: 'none' | 'ours' | 'base' | 'theirs' = 'none';
  let from = 0;
  for (const line of diff3.split('\n')) {
    if (side === 'none' && line.startsWith(`${marker('<')} `)) {
      side = 'ours';
      from = kept.length;
    } else if (side === 'ours' && line.startsWith(`${marker('|')} `)) side = 'base';
    else if (side === 'base' && line === marker('=')) side = 'theirs';
    else if (side === 'theirs' && line.startsWith(`${marker('>')} `)) {
      side = 'none';
      regions.push({ from, to: kept.length });
    } else if (side === 'none' || side === 'base') kept.push(line);
  }
  return { text: kept.join('\n'), regions };
}

/** Lines of the old side that a diff without context changes; an insertion is empty, at the line that it goes before. */
function changedRegions(diff: string): readonly Region[] {
  return [...diff.matchAll(/^@@ -(\d+)(?:,(\d+))? \+/gm)].map(([, start = '0', count = '1']) => {
    const from = count === '0' ? Number(start) : Number(start) - 1;
    return { from, to: from + Number(count) };
  });
}

/** An empty region meets what it stands beside. */
function meet(one: Region, other: Region): boolean {
  if (one.from === one.to || other.from === other.to) return one.from <= other.to && other.from <= one.to;
  return one.from < other.to && other.from < one.to;
}
