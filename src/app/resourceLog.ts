import { MachineLoad, type LoadSample } from '../adapters/resources/machineLoad.ts';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/disposable.ts';
import { resourceIntervalMs } from '../core/projections/dashboard/metricFacts.ts';

/** An hour of looking. */
const maxSamples = 720;

/** So long the processors are looked at for the first sample. */
const firstLookMs = 1_000;

type Load = Pick<MachineLoad, 'start' | 'sample'>;

/** What the machine was at while somebody looked: a sample each 5 s, the last 720. */
export class ResourceLog implements Disposable {
  readonly #load: Load;
  readonly #clock: Clock;
  #samples: readonly LoadSample[] = [];
  #next: Disposable | null = null;
  #watched = false;

  /** `folder`: where disk space is looked at. */
  constructor(folder: string, clock: Clock, load: Load = new MachineLoad(folder)) {
    this.#load = load;
    this.#clock = clock;
  }

  /** The same array until there is a new one. */
  samples(): readonly LoadSample[] {
    return this.#samples;
  }

  /** Samples while it is watched. */
  setWatched(watched: boolean): void {
    if (watched === this.#watched) return;
    this.#watched = watched;
    this.#next?.dispose();
    this.#next = null;
    if (!watched) return;
    this.#load.start();
    this.#wait(firstLookMs);
  }

  dispose(): void {
    this.setWatched(false);
  }

  /** Whoever looked away and back during a sample has begun anew already. */
  #wait(ms: number): void {
    this.#next ??= this.#clock.at(this.#clock.now() + ms, () => {
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#next = null;
    // The folder may be gone: then there is no data.
    const sample = await this.#load.sample().catch(() => null);
    if (sample !== null) this.#samples = [...this.#samples.slice(1 - maxSamples), sample];
    if (this.#watched) this.#wait(resourceIntervalMs);
  }
}
