/**
 * Which terminal shows which attempt, and which of them are of attempts that are over. `Key` is the editor's own
 * object of a terminal; an attempt is known by its folder.
 */
export class TerminalBook<Key> {
  readonly #terminals = new Map<string, Key>();
  readonly #folders = new Map<Key, string>();
  /** Those of attempts that are over, oldest first. */
  readonly #finished = new Set<string>();

  /** The terminal that showed the attempt before, if there is one, is forgotten. */
  add(folder: string, terminal: Key): void {
    const before = this.#terminals.get(folder);
    if (before !== undefined) this.#folders.delete(before);
    this.#terminals.set(folder, terminal);
    this.#folders.set(terminal, folder);
  }

  /** A further terminal that shows the attempt: known as ours, but not the one that is shown when it is asked for. */
  addFurther(folder: string, terminal: Key): void {
    this.#folders.set(terminal, folder);
  }

  terminalOf(folder: string): Key | null {
    return this.#terminals.get(folder) ?? null;
  }

  folderOf(terminal: Key): string | null {
    return this.#folders.get(terminal) ?? null;
  }

  /** Folder of the attempt that the terminal showed; null when it was none of ours. */
  remove(terminal: Key): string | null {
    const folder = this.#folders.get(terminal);
    if (folder === undefined) return null;
    this.#folders.delete(terminal);
    if (this.#terminals.get(folder) !== terminal) return folder;
    this.#terminals.delete(folder);
    this.#finished.delete(folder);
    return folder;
  }

  /** Attempts that were not over when they were last looked at. */
  unfinished(): readonly string[] {
    return [...this.#terminals.keys()].filter((folder) => !this.#finished.has(folder));
  }

  finish(folder: string): void {
    if (this.#terminals.has(folder)) this.#finished.add(folder);
  }

  /** The terminals of finished attempts that are too many: the oldest, but for the one that is looked at. */
  surplus(kept: number, lookedAt: Key | undefined): readonly Key[] {
    const finished = [...this.#finished].flatMap((folder) => this.#terminals.get(folder) ?? []);
    return finished.slice(0, Math.max(0, finished.length - kept)).filter((terminal) => terminal !== lookedAt);
  }
}
