/** One thing that happened in a run, as the activity list shows it. */
export interface Activity {
  /** Number of its event in the journal. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: ActivityKind;
  /** `plan/id` in the run; null when it is about the run. */
  readonly task: string | null;
  /** One line, which names its task. */
  readonly text: string;
  /** Why; null when there is nothing to say. One line. */
  readonly reason: string | null;
}

export type ActivityKind =
  | 'run'
  | 'attempt'
  | 'gate'
  | 'conflict'
  | 'landed'
  | 'failed'
  | 'needs-you'
  | 'steered'
  | 'decision'
  | 'limit'
  | 'refused';
