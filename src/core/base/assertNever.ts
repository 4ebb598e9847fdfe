/** Makes a `switch` over a union exhaustive: the compiler rejects a missed member, at run time it throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
