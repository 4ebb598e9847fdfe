import type { Span, TaskSpans } from '../../../shared/dashboard/view.ts';
import type { JournalEvent } from '../../engine/events.ts';
import { isTask, isWork } from '../../engine/nodes.ts';
import { startBlockOf } from '../../engine/startBlock.ts';
import type { NodeState, RunState } from '../../engine/state.ts';
import { stepOf, type TaskStep } from './taskStep.ts';
import { touchedBy } from './touchedBy.ts';
import { WaitLog } from './waitLog.ts';
import { waitWord } from './waitWords.ts';

/** Of one task; older ones go. */
const maxSpans = 200;

interface OpenStep extends TaskStep {
  readonly from: number;
  /** When the last gate command on its work ended. */
  gateAt: number | null;
}

interface Track {
  readonly past: Span[];
  open: OpenStep | null;
  /** What was shown last, as long as nothing of it has changed. */
  shown: { readonly spans: TaskSpans; readonly latest: object | null; readonly until: number | null } | null;
}

/** What every task of a run did when, folded event by event; the state is that after each event. */
export class TimelineFold {
  /** By node: a task may get another id. */
  readonly #tracks = new Map<NodeState, Track>();
  readonly #log = new WaitLog();
  /** Tasks that wait to start and share files with others. */
  readonly #sharers = new Set<NodeState>();

  take(state: RunState, event: JournalEvent): void {
    if (event.type === 'gateEnded') this.#gateEnded(state, event.task, event.at);
    for (const node of touchedBy(state, event)) this.#look(state, node, event.at);
    // Whether they are parked may change with any other task.
    for (const node of this.#sharers) if (this.#isMoved(state, node)) this.#look(state, node, event.at);
    for (const { ref } of state.ready.heads()) {
      const head = state.nodes.get(ref);
      const lane = head === undefined ? null : (stepOf(state, head)?.lane ?? null);
      if (head !== undefined && lane !== null) this.#log.note(lane, whyOf(state, head, event.at), event.at);
    }
  }

  /** Those of tasks without a past are left out. `until`: when the run was over; null while it goes on. */
  spansOf(state: RunState, refs: readonly string[], until: number | null): readonly TaskSpans[] {
    return refs.flatMap((ref) => {
      const node = state.nodes.get(ref);
      const track = node === undefined ? undefined : this.#tracks.get(node);
      if (track === undefined) return [];
      const { spans } = this.#show(track, ref, until);
      return spans.spans.length === 0 ? [] : [spans];
    });
  }

  #show(track: Track, ref: string, until: number | null): NonNullable<Track['shown']> {
    const { open, shown } = track;
    const latest = open === null || open.lane === null ? null : this.#log.latest(open.lane);
    const same = shown?.latest === latest && (open === null || shown.until === until);
    if (same && shown.spans.ref === ref) return shown;
    const now = open === null ? [] : this.#partsOf(open, until);
    const all = [...track.past];
    for (const span of now) if (span.to !== span.from) push(all, span);
    const spans = { ref, spans: all.slice(-maxSpans) };
    return (track.shown = { spans, latest, until });
  }

  #gateEnded(state: RunState, ref: string, at: number): void {
    const node = state.nodes.get(ref);
    const track = node === undefined ? undefined : this.#tracks.get(node);
    if (track === undefined || track.open?.kind !== 'gate') return;
    track.open.gateAt = at;
    track.shown = null;
  }

  #isMoved(state: RunState, node: NodeState): boolean {
    if (node.status.name !== 'ready') return true;
    return (this.#tracks.get(node)?.open?.lane !== null) !== state.ready.has(node.ref);
  }

  #look(state: RunState, node: NodeState, at: number): void {
    const step = state.nodes.get(node.ref) === node ? stepOf(state, node) : null;
    if (step?.kind === 'waiting' && isTask(node) && node.spec.leases.length > 0) this.#sharers.add(node);
    else this.#sharers.delete(node);
    let track = this.#tracks.get(node);
    if (track === undefined) {
      if (step === null) return;
      track = { past: [], open: null, shown: null };
      this.#tracks.set(node, track);
    }
    if (isSame(track.open, step)) return;
    this.#close(track, node, at);
    if (step !== null) open(track, step, at);
    track.shown = null;
  }

  #close(track: Track, node: NodeState, at: number): void {
    const { open: step } = track;
    if (step === null) return;
    const parts = step.kind === 'gate' ? judged(step, node, at) : this.#partsOf(step, at);
    for (const part of parts) if (part.to !== part.from) push(track.past, part);
    track.open = null;
  }

  /** Until now (null), or until a moment. */
  #partsOf(step: OpenStep, until: number | null): readonly Span[] {
    const { kind, from, attempt, slot, why, lane, gateAt } = step;
    const span = { kind, from, to: until, attempt, slot, why };
    if (lane !== null) {
      return this.#log
        .partsOf(lane, from, until ?? Number.POSITIVE_INFINITY)
        .map((part) => ({ ...span, ...part, to: part.to === Number.POSITIVE_INFINITY ? null : part.to }));
    }
    if (kind !== 'gate' || gateAt === null) return [span];
    return [
      { ...span, to: gateAt },
      { ...span, kind: 'merge', from: gateAt },
    ];
  }
}

function open(track: Track, step: TaskStep, at: number): void {
  const last = track.past.at(-1);
  // Between an end and what a person did about it.
  if (last !== undefined && last.to !== null && last.to < at)
    track.past.push({ kind: 'needs-you', from: last.to, to: at, attempt: 0, slot: null, why: 'had ended' });
  track.open = { ...step, from: at, gateAt: null };
}

/** What goes on as it was is one span. */
function push(past: Span[], span: Span): void {
  const last = past.at(-1);
  const same = last?.to === span.from && last.kind === span.kind && last.attempt === span.attempt;
  if (last !== undefined && same && last.why === span.why && last.slot === span.slot)
    past[past.length - 1] = { ...last, to: span.to };
  else past.push(span);
  if (past.length > 2 * maxSpans) past.splice(0, maxSpans);
}

/** A stay in the merge queue, or a verification: until the last command it was the gate's, from then on the merge's. */
function judged({ from, attempt, slot, gateAt }: OpenStep, node: NodeState, at: number): readonly Span[] {
  const span = { from, to: at, attempt, slot, why: verdictOf(node) };
  const isGate = !isTask(node) || (node.status.name === 'settling' && node.rejection?.kind === 'gate');
  if (gateAt === null) return [{ ...span, kind: isGate ? 'gate' : 'merge' }];
  if (node.status.name !== 'landed' || !isTask(node)) return [{ ...span, kind: 'gate' }];
  return [
    { ...span, kind: 'gate', to: gateAt, why: 'passed' },
    { ...span, kind: 'merge', from: gateAt, why: null },
  ];
}

function verdictOf({ status, rejection, spec }: NodeState): string | null {
  switch (status.name) {
    case 'landed':
      return spec.kind === 'verify' ? 'passed' : status.gated ? null : 'ungated';
    case 'failed':
      return 'failed';
    case 'settling':
      if (rejection === null) return null;
      return rejection.kind === 'gate' ? `failed: ${rejection.command}` : 'conflict';
    default:
      return null;
  }
}

function isSame(open: OpenStep | null, step: TaskStep | null): boolean {
  if (open === null || step === null) return open === step;
  return (
    open.kind === step.kind &&
    open.attempt === step.attempt &&
    open.lane === step.lane &&
    (open.lane !== null || open.why === step.why)
  );
}

function whyOf(state: RunState, node: NodeState, now: number): string | null {
  switch (state.phase) {
    case 'stopped':
    case 'done':
    case 'failed':
    case 'halted':
      return 'stopped';
    default: {
      if (!isWork(node)) return null;
      const block = startBlockOf(state, node, now);
      return block === null ? null : waitWord(block);
    }
  }
}
