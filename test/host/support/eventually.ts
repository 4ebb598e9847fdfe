const limitMs = 120_000;
const pollMs = 50;

/**
 * Reads until the value is accepted, and gives it; fails after a time that is no part of any behaviour, with the
 * value that was read last.
 */
export async function eventually<Value>(
  what: string,
  read: () => Promise<Value> | Value,
  accept: (value: Value) => boolean,
): Promise<Value> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (performance.now() > deadline)
      throw new Error(`waited in vain for ${what}; at last it was ${JSON.stringify(value, null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
