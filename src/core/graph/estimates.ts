/** What a task without an estimate counts in the critical path: the same as one of size `M`. */
export const defaultEstimateMs = 30 * 60_000;
