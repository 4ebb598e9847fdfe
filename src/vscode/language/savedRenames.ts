/** A task's id that was given another name. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * What a save renames: each id of the text that was saved before which has another name in the one that is saved now.
 * `made` are the renames of the editor; some of them may have been undone since, or done in several steps.
 */
export function savedRenames(
  made: readonly Renaming[],
  before: ReadonlySet<string>,
  now: ReadonlySet<string>,
): readonly Renaming[] {
  const given = new Set<string>();
  return [...before].flatMap((from) => {
    if (now.has(from)) return [];
    const to = namesOf(from, made).find((name) => now.has(name) && !before.has(name) && !given.has(name));
    if (to === undefined) return [];
    given.add(to);
    return [{ from, to }];
  });
}

/** What it means for the plan that a run refused the new id, and how to mend it. */
export function refusedRename({ from, to }: Renaming, why: string): string {
  return `The run did not rename ${from} (${why}): to it, ${to} is another task, which starts anew. To go on with ${from}, undo the rename and save.`;
}

/** All names that an id may have by renames and their undoing, the nearest first. */
function namesOf(id: string, made: readonly Renaming[]): readonly string[] {
  const names = new Set([id]);
  for (const name of names) {
    for (const { from, to } of made) {
      if (from === name) names.add(to);
      if (to === name) names.add(from);
    }
  }
  return [...names].slice(1);
}
