import type PQueue from 'p-queue';
import { reasonOf } from '../base/systemFault.ts';
import type { RunEvent } from './events.ts';
import type { GateKeeper, GateVerdict } from './gateKeeper.ts';
import { checkedOutText, movedText } from './earlierLandings.ts';
import { landingRemarks } from './landingRemarks.ts';
import { mergeMessage } from './messages.ts';
import { isTask } from './nodes.ts';
import type { HistoryPort, ObjectId } from './ports.ts';
import type { RunTask } from './runPlan.ts';
import type { NodeState, PlanState, RunState } from './state.ts';

/** One entry merged on top of the head or of the entry before it, with its gate under way. */
interface Candidate {
  readonly node: NodeState & { readonly spec: RunTask };
  readonly commit: ObjectId;
  readonly onto: ObjectId;
  readonly merged: ObjectId;
  /** Conflicts that a merge rule settled. */
  readonly settled: readonly string[];
  readonly verdict: Promise<GateVerdict>;
  readonly abort: AbortController;
}

interface Dependencies {
  readonly state: RunState;
  readonly history: HistoryPort;
  readonly gates: GateKeeper;
  readonly record: (event: RunEvent) => void;
  /** Called once for an error that the queue can't go on after. */
  readonly halt: (reason: string) => void;
  /** Flushes the journal. */
  readonly sync: () => Promise<void>;
  /** Tells status readers what is happening to an entry that the journal calls queued. */
  readonly onStep: (task: string, step: 'gate' | 'landing' | null) => void;
}

/**
 * The one path to a plan's integration branch. The first K entries are merged in memory, each on top of the one
 * before, and their gates run at the same time on these very trees; they land in order, one by one, by
 * compare-and-swap. An entry that fails is given back and those behind it are stacked anew. K is the verification
 * limit. Landings of all plans are serial.
 */
export class MergeQueue {
  readonly #deps: Dependencies;
  readonly #plan: PlanState;
  readonly #landings: PQueue;
  #stack: Candidate[] = [];
  #working = false;
  #stopped = false;
  #wake: (() => void) | null = null;
  #idle: Promise<void> = Promise.resolve();

  constructor(plan: PlanState, landings: PQueue, dependencies: Dependencies) {
    this.#plan = plan;
    this.#landings = landings;
    this.#deps = dependencies;
  }

  /** To be called whenever an entry joined or left; returns at once. */
  kick(): void {
    this.#wake?.();
    if (this.#working || this.#stopped || this.#entries().length === 0) return;
    this.#working = true;
    this.#idle = this.#work().then(
      () => {
        this.#working = false;
        this.kick();
      },
      (error: unknown) => {
        this.#working = false;
        this.#stopped = true;
        this.#deps.halt(reasonOf(error));
      },
    );
  }

  /** Resolves when nothing of it is under way; never rejects. */
  whenIdle(): Promise<void> {
    return this.#idle;
  }

  /** Starts nothing more and aborts the gates; entries stay queued. */
  stop(): void {
    this.#stopped = true;
    this.#unstack(0);
    this.#wake?.();
  }

  /** A call, since `stop` may come during any `await`. */
  #isStopped(): boolean {
    return this.#stopped;
  }

  #entries(): readonly string[] {
    const { queued, held } = this.#deps.state;
    return [...(queued.get(this.#plan.plan.name) ?? [])].filter((ref) => !held.has(ref));
  }

  async #work(): Promise<void> {
    while (!this.#stopped && this.#entries().length > 0) {
      const { lastSeq } = this.#deps.state;
      this.#dropStale();
      await this.#extend();
      if (this.#isStopped()) break;
      const first = this.#stack[0];
      if (first === undefined) {
        if (this.#deps.state.lastSeq === lastSeq)
          throw new Error('the merge queue has an entry without a commit');
        continue;
      }
      const woken = new Promise<null>((resolve) => {
        this.#wake = () => {
          resolve(null);
        };
      });
      const verdict = await Promise.race([first.verdict, woken]);
      this.#wake = null;
      // What happened while the gate ran counts first: the entry may have left.
      this.#dropStale();
      if (verdict !== null && !this.#isStopped() && this.#stack[0] === first)
        await this.#conclude(first, verdict);
    }
    this.#unstack(0);
  }

  /** Candidates whose entry left, changed, or stands on something that is not there any more. */
  #dropStale(): void {
    const entries = this.#entries();
    let onto = this.#plan.head;
    for (const [index, candidate] of this.#stack.entries()) {
      const valid =
        entries[index] === candidate.node.ref &&
        candidate.node.commit === candidate.commit &&
        candidate.onto === onto;
      if (!valid) return this.#unstack(index);
      onto = candidate.merged;
    }
  }

  #unstack(from: number): void {
    for (const candidate of this.#stack.splice(from)) {
      candidate.abort.abort();
      this.#deps.onStep(candidate.node.ref, null);
    }
  }

  #isQueued(node: NodeState, commit: ObjectId): boolean {
    return !this.#stopped && node.status.name === 'queued' && node.commit === commit;
  }

  async #extend(): Promise<void> {
    const { state } = this.#deps;
    while (!this.#stopped && this.#stack.length < state.settings.limits.verification) {
      const ref = this.#entries()[this.#stack.length];
      const node = ref === undefined ? undefined : state.nodes.get(ref);
      if (node === undefined || !isTask(node) || node.commit === null) return;
      const candidate = await this.#merge(node, node.commit);
      if (candidate === null) return;
      this.#stack.push(candidate);
    }
  }

  /** Null when it can't be merged now: it was given back, or waits for those before it. */
  async #merge(node: Candidate['node'], commit: ObjectId): Promise<Candidate | null> {
    const { history, state, record } = this.#deps;
    const onto = this.#stack.at(-1)?.merged ?? this.#plan.head;
    const unchanged = commit === node.base;
    const merged = unchanged
      ? ({ ok: true, value: { tree: await history.treeOf(onto), settled: [] } } as const)
      : await history.merge({ ours: onto, theirs: commit });
    if (!this.#isQueued(node, commit)) return null;
    if (!merged.ok) {
      if (merged.reason !== 'conflict') throw new Error(merged.message);
      if (onto !== this.#plan.head) return null;
      record({
        type: 'mergeConflicted',
        task: node.ref,
        head: onto,
        files: merged.files,
        against: this.#tasksThatChanged(merged.files),
      });
      return null;
    }
    const parents = unchanged ? [onto] : [onto, commit];
    const tree = merged.value.tree;
    const oid = await history.commitTree(
      tree,
      parents,
      mergeMessage(state.run, this.#plan.plan.name, node.spec),
    );
    if (!this.#isQueued(node, commit)) return null;
    const abort = new AbortController();
    const commands = node.spec.gate;
    if (commands.length > 0) this.#deps.onStep(node.ref, 'gate');
    const verdict: Promise<GateVerdict> =
      commands.length === 0
        ? Promise.resolve({ passed: true })
        : this.#deps.gates.verify({ task: node.ref, commit: oid, tree, commands, signal: abort.signal });
    verdict.catch(() => {
      // It is awaited in order; until then a rejection must not count as unhandled.
    });
    return { node, commit, onto, merged: oid, settled: merged.value.settled, verdict, abort };
  }

  #tasksThatChanged(files: readonly string[]): readonly string[] {
    const wanted = new Set(files);
    return [...this.#plan.landedFiles]
      .filter(([, changed]) => changed.some((file) => wanted.has(file)))
      .map(([ref]) => ref);
  }

  async #conclude(candidate: Candidate, verdict: GateVerdict): Promise<void> {
    const { record } = this.#deps;
    const task = candidate.node.ref;
    if (verdict.passed === null) {
      if (verdict.reason === 'aborted') {
        this.#unstack(0);
        return;
      }
      throw new Error(`the gate of ${task} could not run: ${verdict.reason}`);
    }
    if (!verdict.passed) {
      this.#unstack(0);
      const { command, reason, output } = verdict;
      record({ type: 'gateRejected', task, command, reason, output });
      return;
    }
    if (candidate.node.spec.review === 'human' && !candidate.node.approved) {
      this.#unstack(0);
      const message = `Its gate passed. Review ${candidate.node.spec.branch}, then approve it.`;
      record({ type: 'personNeeded', task, need: { kind: 'review', message, request: null } });
      return;
    }
    await this.#landings.add(() => this.#land(candidate));
  }

  async #land(candidate: Candidate): Promise<void> {
    const { history, record, onStep } = this.#deps;
    const { node, onto, merged, commit } = candidate;
    // Landings of other plans may have taken a while.
    if (!this.#isQueued(node, commit)) return;
    await this.#deps.sync();
    onStep(node.ref, 'landing');
    const branch = this.#plan.plan.integrationBranch;
    const place = await history.checkedOutAt(branch);
    if (place !== null) throw new Error(checkedOutText(branch, place));
    const updated = await history.updateRefs([{ ref: `refs/heads/${branch}`, from: onto, to: merged }]);
    if (!updated.ok) {
      if (updated.reason !== 'ref-moved') throw new Error(updated.message);
      throw new Error(movedText(branch, onto));
    }
    if (!(await history.isAncestor(commit, merged))) {
      throw new Error(`${node.ref} (${commit}) is not in ${branch} after landing`);
    }
    this.#stack.shift();
    onStep(node.ref, null);
    for (const remark of landingRemarks(node, candidate.settled)) record(remark);
    const gated = node.spec.gate.length > 0;
    record({
      type: 'taskLanded',
      task: node.ref,
      commit: merged,
      gated,
      why: commit === node.base ? 'no changes' : null,
    });
    await this.#deps.sync();
  }
}
