import type { DashboardView } from '../../src/shared/dashboard/view.ts';
import type { RunStatus } from '../../src/shared/status.ts';
import type { JournalEvent } from '../../src/core/engine/events.ts';
import { evolve, initialState } from '../../src/core/engine/evolve.ts';
import type { RunState } from '../../src/core/engine/state.ts';
import { DashboardFold, type DashboardFacts } from '../../src/core/projections/dashboard/dashboardFold.ts';
import { etaOf } from '../../src/core/projections/eta.ts';
import type { HistoryLine } from '../../src/core/projections/history.ts';
import { historyLine } from '../../src/core/projections/history.ts';
import { toStatus } from '../../src/core/projections/status.ts';

/** A run that is shown while its journal is read. */
export class ShownRun {
  readonly fold = new DashboardFold();
  readonly state: RunState = initialState();
  readonly history: HistoryLine[] = [];
  past: readonly HistoryLine[] = [];
  /** The end is foretold at every look: that takes its time. */
  hasEta = true;

  take(...events: readonly JournalEvent[]): this {
    for (const event of events) {
      this.fold.take(event);
      evolve(this.state, event);
      if (event.type !== 'attemptEnded' && event.type !== 'taskLanded') continue;
      const node = this.state.nodes.get(event.task);
      const line = node === undefined ? null : historyLine(this.state, node);
      if (line !== null) this.history.push(line);
    }
    return this;
  }

  status(now = this.state.lastAt): RunStatus {
    const eta = this.hasEta ? etaOf(this.state, now) : null;
    return toStatus(this.state, {
      now,
      version: 1,
      live: new Map(),
      queueSteps: new Map(),
      runningGates: new Map(),
      worktreeOf: (slot) => `/worktrees/${slot}`,
      etaAt: eta?.at ?? null,
      etaRange: eta,
    });
  }

  facts(now = this.state.lastAt): DashboardFacts {
    return { now, status: this.status(now), past: this.past, resources: [] };
  }

  view(now = this.state.lastAt): DashboardView {
    return this.fold.view(this.facts(now));
  }
}
