/** What a run will probably take, by simulating the same `decide` with a virtual clock. Times in milliseconds. */
export interface Forecast {
  readonly wallMs: number;
  /** All tasks one after the other. */
  readonly sequentialMs: number;
  /** Longest chain of dependencies: no number of agents is faster. */
  readonly criticalPathMs: number;
  /** Highest number of tasks at work at once. */
  readonly peak: number;
  /** The limit that most of the waiting was for; null when nothing waited for one. */
  readonly bindingLimit: string | null;
  readonly tasks: readonly ForecastTask[];
}

export interface ForecastTask {
  readonly ref: string;
  readonly startMs: number;
  readonly endMs: number;
}
