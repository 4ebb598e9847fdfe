import { posix } from 'node:path';

/**
 * Paths in a repository (relative to it, with `/`) and the absolute ones of files, as a workspace folder names them that
 * is the repository or a part of it. Absolute paths are those of URIs.
 */
export class PlanPaths {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #root: string;

  /** `prefix`: of the folder in its repository, e.g. `parts/app/`, or empty. `realRoot`: where git says that this is. */
  constructor(folder: string, prefix: string, realRoot: string) {
    this.#folder = folder;
    this.#prefix = prefix;
    const inside = `/${prefix}`.slice(0, -1);
    // By the folder's own path where that shows it, as other folders of the window may have come by the same links.
    this.#root = folder.endsWith(inside) ? folder.slice(0, folder.length - inside.length) : realRoot;
  }

  get prefix(): string {
    return this.#prefix;
  }

  /** Relative to the folder; null outside of it. */
  inFolder(absolute: string): string | null {
    return below(this.#folder, absolute);
  }

  /** Null outside of the repository. */
  inRepository(absolute: string): string | null {
    const path = this.inFolder(absolute);
    return path === null ? below(this.#root, absolute) : `${this.#prefix}${path}`;
  }

  absolute(path: string): string {
    const absolute = path.startsWith(this.#prefix)
      ? `${this.#folder}/${path.slice(this.#prefix.length)}`
      : `${this.#root}/${path}`;
    return posix.normalize(absolute);
  }
}

function below(folder: string, path: string): string | null {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}
