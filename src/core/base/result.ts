/** An expected outcome as a value: `reason` is a stable word to switch on; further facts are fields beside it. */
export type Result<Value, Failure extends { readonly reason: string } = { readonly reason: string }> =
  { readonly ok: true; readonly value: Value } | ({ readonly ok: false } & Failure);

export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failure<const Failure extends { readonly reason: string }>(
  facts: Failure,
): { readonly ok: false } & Failure {
  return { ok: false, ...facts };
}
