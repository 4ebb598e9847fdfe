import type { DashboardView, TaskCard, TaskDetail } from '../../../shared/dashboard/view.ts';
import type { RunStatus, TaskStatusRow } from '../../../shared/status.ts';
import type { JournalEvent } from '../../engine/events.ts';
import type { HistoryLine } from '../history.ts';
import { RunHistory } from '../runHistory.ts';

export interface DashboardFacts {
  readonly now: number;
  readonly status: RunStatus;
  /** Of all runs, oldest first. */
  readonly past: readonly HistoryLine[];
  readonly resources: readonly ResourceSample[];
}

export interface ResourceSample {
  readonly at: number;
  /** 0 to 1, of all cores. */
  readonly cpu: number;
  readonly memoryMb: number;
  readonly freeDiskMb: number;
}

/** Stand-in: a minimal view out of the status. */
export class DashboardFold {
  readonly #history = new RunHistory((at) => new Date(at).toISOString().slice(11, 19));
  readonly #cards = new Map<string, { readonly text: string; readonly card: TaskCard }>();

  take(event: JournalEvent): void {
    this.#history.take(event);
  }

  view({ now, status }: DashboardFacts): DashboardView {
    const cards = status.tasks.map((row) => this.#card(row));
    const counts: Record<string, number> = {};
    for (const { state } of cards) counts[state] = (counts[state] ?? 0) + 1;
    const over = status.state !== 'running' && status.state !== 'paused' && status.state !== 'draining';
    return {
      header: {
        run: status.run,
        state: status.state,
        reason: status.reason,
        plans: status.plans.map(({ name, path, landed, total }) => ({ name, path, landed, total })),
        landed: status.plans.reduce((sum, plan) => sum + plan.landed, 0),
        total: status.plans.reduce((sum, plan) => sum + plan.total, 0),
        startedAt: Date.parse(status.startedAt),
        endedAt: over ? Date.parse(status.updatedAt) : null,
        eta: null,
        tokens: status.totals.tokens,
        costUsd: status.totals.costUsd,
        budgetUsd: null,
        counts,
        controls: over ? [] : ['pause', 'drain', 'stop'],
      },
      structure: {
        version: 1,
        phases: [],
        nodes: status.tasks.map(({ plan, id, title }) => ({
          ref: `${plan}/${id}`,
          id,
          phase: null,
          kind: 'task',
          title,
        })),
        edges: [],
        overlaps: [],
        criticalPath: [],
      },
      tasks: cards,
      timeline: [],
      forecast: null,
      metrics: { figures: [], charts: [], anomalies: [] },
      workers: status.workers,
      queue: status.queue,
      activity: now === 0 ? [] : this.#history.latest(100),
    };
  }

  detail(ref: string, { status }: DashboardFacts): TaskDetail | null {
    const row = status.tasks.find(({ plan, id }) => `${plan}/${id}` === ref);
    if (row === undefined) return null;
    return {
      ref,
      attempts: row.attempts,
      gates: row.gates,
      files: [],
      filesChanged: row.filesChanged,
      activity: this.#history.latest().filter(({ task }) => task === ref),
      branch: row.branch,
      worktree: row.worktree,
      actions: ['retry', 'skip', 'showTerminal'],
    };
  }

  #card(row: TaskStatusRow): TaskCard {
    const ref = `${row.plan}/${row.id}`;
    const card: TaskCard = {
      ref,
      state: row.state,
      gate: row.gate,
      why: row.why,
      blockers: [],
      agent: row.agent,
      model: row.model,
      attempt: row.attempt,
      startedAt: row.startedAt === null ? null : Date.parse(row.startedAt),
      endedAt: row.endedAt === null ? null : Date.parse(row.endedAt),
      progress: row.progress,
      health: null,
      doing: null,
      contextUsed: null,
      tokens: row.tokens.input + row.tokens.output,
      costUsd: row.costUsd,
      filesChanged: row.filesChanged,
    };
    const text = JSON.stringify(card);
    const before = this.#cards.get(ref);
    if (before?.text === text) return before.card;
    this.#cards.set(ref, { text, card });
    return card;
  }
}
