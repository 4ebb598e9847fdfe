const maxPlans = 500;

/** Which files are plans, by the text of their URIs: all of them are looked for now and then, single ones come and go. */
export class PlanSet {
  #known = new Set<string>();
  /** What came and went while all are looked for. */
  #search: { readonly came: Set<string>; readonly went: Set<string> } | null = null;

  all(): readonly string[] {
    return [...this.#known].sort();
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** False: it was known, or there are too many. */
  add(key: string): boolean {
    this.#search?.came.add(key);
    this.#search?.went.delete(key);
    if (this.#known.size >= maxPlans || this.#known.has(key)) return false;
    this.#known.add(key);
    return true;
  }

  delete(key: string): boolean {
    this.#search?.went.add(key);
    this.#search?.came.delete(key);
    return this.#known.delete(key);
  }

  /**
   * Looks for all of them anew; until they are found those that were known are. `stays`: one that is not found is a plan
   * all the same. False: a later search has begun, and its outcome counts.
   */
  async search(find: () => Promise<readonly string[]>, stays: (key: string) => boolean): Promise<boolean> {
    const search = { came: new Set<string>(), went: new Set<string>() };
    this.#search = search;
    const found = await find();
    if (this.#search !== search) return false;
    this.#search = null;
    const present = found.filter((key) => !search.went.has(key));
    const kept = [...this.#known].filter((key) => search.came.has(key) || stays(key));
    this.#known = new Set([...present, ...kept].slice(0, maxPlans));
    return true;
  }
}
