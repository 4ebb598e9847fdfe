import type { StructureView, TaskCard } from '../../../shared/dashboard/view.ts';
import type { RunStatus, TaskStateWord, TaskStatusRow, WorkerStatus } from '../../../shared/status.ts';
import { isWork } from '../../engine/nodes.ts';
import { refOf } from '../../engine/runPlan.ts';
import type { NodeState, RunState } from '../../engine/state.ts';
import { isSatisfied } from '../../engine/taskStatus.ts';

const maxBlockers = 20;

/** One for each node that is no barrier; what the status does not have yet is as before its first attempt. */
export function cardsOf({ nodes }: StructureView, state: RunState, status: RunStatus): readonly TaskCard[] {
  const rows = new Map(status.tasks.map((row) => [refOf(row.plan, row.id), row]));
  const workers = new Map(status.workers.map((worker) => [worker.attempt.replace(/\/\d+$/, ''), worker]));
  const passed = new Map<string, readonly string[]>();
  return nodes
    .filter(({ kind }) => kind !== 'barrier')
    .map(({ ref }) => {
      const node = state.nodes.get(ref);
      const row = rows.get(ref);
      const blockers = node === undefined ? [] : blockersOf(state, node, passed);
      if (row === undefined) return { ...emptyCard(ref, groupState(state, node)), blockers };
      return { ...cardOf(ref, row, workers.get(ref) ?? null), blockers };
    });
}

/** Without its blockers. */
function cardOf(ref: string, row: TaskStatusRow, worker: WorkerStatus | null): TaskCard {
  return {
    ref,
    state: row.state,
    gate: row.gate,
    ungated: row.ungated,
    why: row.why,
    blockers: [],
    agent: row.agent,
    model: row.model,
    attempt: row.attempt,
    startedAt: timeOf(row.startedAt),
    endedAt: timeOf(row.endedAt),
    progress: row.progress,
    health: worker?.health ?? null,
    doing: worker?.doing ?? null,
    contextUsed: worker?.contextUsed ?? null,
    tokens: row.tokens.input + row.tokens.output,
    costUsd: row.costUsd,
    filesChanged: row.filesChanged,
  };
}

export function emptyCard(ref: string, state: TaskStateWord): TaskCard {
  return {
    ref,
    state,
    gate: false,
    ungated: false,
    why: null,
    blockers: [],
    agent: null,
    model: null,
    attempt: 0,
    startedAt: null,
    endedAt: null,
    progress: null,
    health: null,
    doing: null,
    contextUsed: null,
    tokens: 0,
    costUsd: null,
    filesChanged: 0,
  };
}

/** A group has no row of its own: it is done with its children, and at work with any of them. */
function groupState(state: RunState, node: NodeState | undefined): TaskStateWord {
  if (node === undefined) return 'pending';
  if (node.status.name === 'landed' || node.status.name === 'blocked') return node.status.name;
  const children = node.dependsOn.map((ref) => state.nodes.get(ref)?.status.name);
  return children.includes('running') ? 'running' : 'pending';
}

/** Barriers are told by the open tasks before them. `passed` remembers these, by barrier. */
function blockersOf(
  state: RunState,
  node: NodeState,
  passed: Map<string, readonly string[]>,
): readonly string[] {
  if (node.status.name !== 'pending' && node.status.name !== 'blocked') return [];
  const found = new Set<string>();
  for (const ref of node.dependsOn) {
    const before = state.nodes.get(ref);
    if (before === undefined || isSatisfied(before.status)) continue;
    if (isWork(before) || before.spec.kind === 'group') found.add(ref);
    else for (const open of openBefore(state, before, passed)) found.add(open);
    if (found.size >= maxBlockers) break;
  }
  return [...found].slice(0, maxBlockers);
}

function openBefore(
  state: RunState,
  barrier: NodeState,
  passed: Map<string, readonly string[]>,
): readonly string[] {
  const known = passed.get(barrier.ref);
  if (known !== undefined) return known;
  const open = blockersOf(state, barrier, passed);
  passed.set(barrier.ref, open);
  return open;
}

function timeOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
