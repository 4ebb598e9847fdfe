import type { StructureView, TaskSpans } from '../../../shared/dashboard/view.ts';
import type { RunStatus } from '../../../shared/status.ts';
import type { RunState } from '../../engine/state.ts';
import type { HistoryLine } from '../history.ts';
import type { RunSamples } from './runSamples.ts';

/** So often the machine is looked at, while somebody looks at the dashboard. */
export const resourceIntervalMs = 5_000;

/** One reading of the machine. */
export interface ResourceSample {
  /** Epoch ms. */
  readonly at: number;
  /** Share of all processors that is busy, 0 to 1. */
  readonly cpu: number;
  /** In use. */
  readonly memoryMb: number;
  readonly freeDiskMb: number;
}

/** What the metrics are made from. */
export interface MetricFacts {
  readonly state: RunState;
  readonly status: RunStatus;
  readonly samples: RunSamples;
  readonly structure: StructureView;
  readonly timeline: readonly TaskSpans[];
  /** Of earlier runs. */
  readonly past: readonly HistoryLine[];
  readonly resources: readonly ResourceSample[];
  /** Up to when the run is known: its last event, or its end (epoch ms). */
  readonly until: number;
}

/** Waits (ms) by what they were for, the longest first. */
export function waitsOf({ timeline, until }: MetricFacts): ReadonlyMap<string, number> {
  const waits = new Map<string, number>();
  for (const { spans } of timeline) {
    for (const { kind, from, to, why } of spans) {
      // While a run is stopped nothing binds.
      if (kind !== 'waiting' || why === 'stopped') continue;
      const name = why ?? 'its turn';
      waits.set(name, (waits.get(name) ?? 0) + Math.max(0, (to ?? until) - from));
    }
  }
  return new Map([...waits].filter(([, ms]) => ms > 0).sort(([, one], [, other]) => other - one));
}
