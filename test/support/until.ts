const waitMs = 50_000;

/** Looks until it is true; fails after a time that is no part of any behaviour. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
