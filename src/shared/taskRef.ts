/** What a run calls a task (`plan/id`), and its attempts (`plan/id/number`), in parts. Ids may have a `/`, plans have none. */
export interface TaskRefParts {
  readonly plan: string;
  readonly id: string;
}

/** Of `auth/2.1`. */
export function partsOfTask(ref: string): TaskRefParts {
  const plan = planOfRef(ref);
  return { plan, id: ref.slice(plan.length + 1) };
}

/** Of `auth/2.1/1`: `auth/2.1` and its parts. */
export function partsOfAttempt(
  attempt: string,
): TaskRefParts & { readonly ref: string; readonly number: number } {
  const ref = attempt.slice(0, attempt.lastIndexOf('/'));
  return { ref, ...partsOfTask(ref), number: Number(attempt.slice(ref.length + 1)) };
}

/** Of `auth/2.1` or `auth/2.1/1`. */
export function planOfRef(ref: string): string {
  return ref.slice(0, ref.indexOf('/'));
}
