/** A workspace folder, as far as it tells of the repository that it is or is a part of. */
export interface FolderPlace {
  /** Null while nothing is known of its repository. */
  readonly project: { readonly root: string } | null;
  /** `prefix`: of the folder in its repository; empty, or `parts/app/`. */
  readonly plans: { readonly prefix: string };
}

/**
 * The folders of each repository, the outermost first: it stands for all of them, as it has the most of their plans.
 * One whose repository is not known stands for itself.
 */
export function bySameRepository<Folder extends FolderPlace>(
  folders: readonly Folder[],
): readonly (readonly [Folder, ...Folder[]])[] {
  const groups = new Map<unknown, [Folder, ...Folder[]]>();
  for (const folder of folders) {
    const group = groups.get(folder.project?.root ?? folder);
    if (group === undefined) groups.set(folder.project?.root ?? folder, [folder]);
    else group.push(folder);
  }
  for (const group of groups.values()) group.sort((one, other) => depthOf(one) - depthOf(other));
  return [...groups.values()];
}

function depthOf({ plans }: FolderPlace): number {
  return plans.prefix.split('/').length;
}
