import type { AttemptEvent } from '../../shared/attemptEvent.ts';
import type { AttemptMessage, AttemptResult, AttemptSpec } from '../../shared/attempt.ts';
import type { Disposable } from '../base/disposable.ts';
import { attemptEnded, neverRan } from './attemptEnded.ts';
import type { Need, RunEvent, WorkCommitted } from './events.ts';
import { workMessage } from './messages.ts';
import { fullPrompt, followUpPrompt, type PromptContext } from './prompt.ts';
import type { Chance, HistoryPort, ObjectId, PrepareFailure, WorkerPort, WorktreePort } from './ports.ts';
import { startingPoint } from './startingPoint.ts';
import { refOf, type RunTask } from './runPlan.ts';
import type { Attempt, NodeState, RunState } from './state.ts';

export type TaskNode = NodeState & { readonly spec: RunTask };

interface Dependencies {
  readonly state: RunState;
  readonly worktrees: WorktreePort;
  readonly history: HistoryPort;
  readonly workers: WorkerPort;
  readonly chance: Chance;
  readonly record: (event: RunEvent) => void;
  readonly halt: (reason: string) => void;
  readonly sync: () => Promise<void>;
  /** Carries an effect out in the background; one that throws halts the run. */
  readonly run: (effect: Promise<void>) => void;
  /** Absolute path of `.tutti`. */
  readonly stateFolder: string;
  readonly promptContext: () => Omit<PromptContext, 'ownChange'>;
  /** The profile's variables. */
  readonly environmentOf: (agent: string) => Readonly<Record<string, string>>;
  readonly onWorkerEvents: (task: string, events: readonly AttemptEvent[]) => void;
}

/**
 * The effects of one attempt: prepare a slot, start a worker, follow it, commit what it left. Every step may be asked
 * for again after a crash and then carries on from what is there.
 */
export class Attempts {
  readonly #deps: Dependencies;
  readonly #followed = new Map<string, Disposable>();
  readonly #disposed = new AbortController();

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  dispose(): void {
    this.#disposed.abort();
    for (const follower of this.#followed.values()) follower.dispose();
    this.#followed.clear();
  }

  /** Prepares and starts the latest attempt of a task, or goes on with it where it is. */
  async launch(node: TaskNode): Promise<void> {
    const attempt = latest(node);
    const { workers, state } = this.#deps;
    const folder = workers.folderOf(state.run, attempt.ref, attempt.number);
    const stage = workers.stageOf(folder);
    if (attempt.launch !== null && (stage === 'claimed' || stage === 'over')) {
      this.#follow(node, attempt);
      return;
    }
    const start = await startingPoint(this.#deps, node, attempt);
    if (!start.ok) {
      this.#needPerson(node, { kind: 'branch', message: start.message, request: null });
      return;
    }
    const preparing = this.#deps.worktrees.prepare({
      slot: attempt.slot,
      branch: node.spec.branch,
      start: start.value.start,
      mayMoveFrom: start.value.tip,
      previousMarker: previousFolder(workers, state, node),
      signal: this.#disposed.signal,
    });
    const [prepared] = await Promise.all([preparing, this.#deps.sync()]);
    if (!prepared.ok) {
      this.#prepareFailed(node, attempt, prepared);
      return;
    }
    const { resolves } = start.value;
    const session = resumableSession(node);
    const spec = this.#spec(node, { attempt, session, worktree: prepared.value.path });
    const prompt = session === null ? await this.#fullPrompt(node) : followUpPrompt(state, node);
    if (node.status.name !== 'preparing' && node.status.name !== 'running') return;
    // An agent that nobody wrote down would be started once more by whoever goes on with the run.
    if (this.#disposed.signal.aborted) return;
    if (attempt.launch === null) {
      const launch = { task: node.ref, attempt: attempt.number, start: start.value.start, resolves };
      this.#deps.record({ type: 'attemptLaunched', ...launch });
    }
    await workers.start({ folder, spec, prompt, env: this.#deps.environmentOf(node.spec.agent.name) });
    this.#follow(node, attempt);
    const stop = state.phase === 'stopping' ? (state.phaseReason ?? 'stopped') : state.budgetExceeded;
    if (stop !== null) await this.send(node, { type: 'stop', reason: stop });
  }

  /** Commits what the latest attempt left, and says what there is to land. */
  async collect(node: TaskNode): Promise<void> {
    const attempt = latest(node);
    const { state, worktrees, history, record } = this.#deps;
    const nothing: WorkCommitted = {
      type: 'workCommitted',
      task: node.ref,
      attempt: attempt.number,
      commit: node.commit ?? node.base ?? state.plans.get(node.plan)?.head ?? '',
      changes: false,
      changed: [],
      changedCount: 0,
      tooLarge: [],
      unresolved: [],
    };
    const { launch } = attempt;
    if (launch === null) {
      record(nothing);
      return;
    }
    const done = launch.resolves === null ? null : await this.#resolvedEarlier(node, launch);
    if (done !== null) {
      record({ ...nothing, commit: done, changes: true });
      return;
    }
    const message = workMessage(state.run, node.plan, node.spec);
    const keepAsBase = [...state.plans.values()].map((plan) => plan.plan.path);
    const request = { slot: attempt.slot, branch: node.spec.branch, base: launch.start, keepAsBase, message };
    const collected = await worktrees.collect(request);
    if (!collected.ok) {
      if (collected.reason === 'disk-full') {
        this.#deps.halt(collected.message);
        return;
      }
      const message = `Its work can't be committed: ${collected.message}. Retry it; what is in the worktree is kept.`;
      this.#needPerson(node, { kind: 'branch', message, request: null });
      return;
    }
    const { tree, changed, changedCount, tooLarge } = collected.value;
    let { commit } = collected.value;
    let unresolved: readonly string[] = [];
    if (launch.resolves !== null && node.commit !== null) {
      const merge = await history.commitTree(tree, [node.commit, launch.resolves], message);
      const moved = await history.updateRefs([
        { ref: `refs/heads/${node.spec.branch}`, from: commit, to: merge },
      ]);
      if (!moved.ok) {
        this.#needPerson(node, { kind: 'branch', message: moved.message, request: null });
        return;
      }
      commit = merge;
      unresolved =
        node.rejection?.kind === 'conflict' ? await history.filesWithMarkers(tree, node.rejection.files) : [];
    }
    const shown = changed.slice(0, 50);
    record({
      ...nothing,
      commit,
      changes: commit !== node.base,
      changed: shown,
      changedCount,
      tooLarge,
      unresolved,
    });
  }

  async send(node: TaskNode, message: AttemptMessage): Promise<void> {
    const attempt = node.attempts.at(-1);
    if (attempt === undefined) return;
    const { workers, state } = this.#deps;
    await workers.send(workers.folderOf(state.run, attempt.ref, attempt.number), message);
  }

  /** Ends an attempt's processes without waiting for a result. */
  async end(node: TaskNode): Promise<void> {
    const attempt = node.attempts.at(-1);
    if (attempt === undefined) return;
    const { workers, state } = this.#deps;
    const folder = workers.folderOf(state.run, attempt.ref, attempt.number);
    await workers.end(folder);
  }

  #follow(node: TaskNode, attempt: Attempt): void {
    const { workers, state } = this.#deps;
    const folder = workers.folderOf(state.run, attempt.ref, attempt.number);
    if (this.#disposed.signal.aborted || this.#followed.has(folder)) return;
    const follower = workers.follow(folder, {
      onEvents: (events) => {
        this.#deps.onWorkerEvents(node.ref, events);
      },
      onResult: (result) => {
        this.#followed.get(folder)?.dispose();
        this.#followed.delete(folder);
        const ended = attemptEnded(node, attempt, this.#judgeCrash(attempt, result));
        if (result.outcome === 'crashed') this.#deps.run(this.#afterCrash(node, ended));
        else this.#deps.record(ended);
      },
    });
    this.#followed.set(folder, follower);
  }

  /** An agent may outlive its runner; what it still writes must not get into the next attempt's files. */
  async #afterCrash(node: TaskNode, ended: RunEvent): Promise<void> {
    await this.end(node);
    this.#deps.record(ended);
  }

  /** A worker that an earlier owner started and that died with it was interrupted; it is not the agent's fault. */
  #judgeCrash(attempt: Attempt, result: AttemptResult): AttemptResult {
    const ours = attempt.generation === this.#deps.state.generation;
    return result.outcome === 'crashed' && !ours ? { ...result, outcome: 'interrupted' } : result;
  }

  /** The merge that a crash left without its event: same parents as the commit with the markers, but not that one. */
  async #resolvedEarlier(node: TaskNode, launch: NonNullable<Attempt['launch']>): Promise<ObjectId | null> {
    const { history } = this.#deps;
    const branch = `refs/heads/${node.spec.branch}`;
    const [tip, own, other] = await Promise.all(
      ['', '^1', '^2'].map((suffix) => history.resolve(`${branch}${suffix}`)),
    );
    if (tip === undefined || tip === launch.start) return null;
    return own === node.commit && other === launch.resolves ? tip : null;
  }

  async #fullPrompt(node: TaskNode): Promise<string> {
    const { history, state } = this.#deps;
    const head = state.plans.get(node.plan)?.head;
    const goesOn = node.commit !== null && node.base !== null && head !== undefined;
    const ownChange = goesOn
      ? await history.describeChange(node.base ?? head, node.commit ?? head, 16_000)
      : '';
    return fullPrompt(state, node, { ...this.#deps.promptContext(), ownChange });
  }

  #spec(
    node: TaskNode,
    made: { readonly attempt: Attempt; readonly session: string | null; readonly worktree: string },
  ): AttemptSpec {
    const { state, stateFolder, chance } = this.#deps;
    const { agent, limits, id, pool, title } = node.spec;
    const canAsk = state.settings.attended;
    return {
      schema: 1,
      run: state.run,
      attempt: `${refOf(node.plan, id)}/${String(made.attempt.number)}`,
      taskId: id,
      plan: node.plan,
      title,
      number: made.attempt.number,
      generation: state.generation,
      stateFolder,
      worktree: made.worktree,
      pool,
      agent: { ...agent, permissions: { ...agent.permissions, canAsk } },
      resumeSession: made.session,
      newSession: chance.uuid(),
      limits: { ...limits, ...state.settings.attempt },
    };
  }

  #prepareFailed(node: TaskNode, attempt: Attempt, failure: PrepareFailure): void {
    const { record, halt } = this.#deps;
    switch (failure.reason) {
      case 'disk-full':
        return halt(failure.message);
      case 'branch-moved':
      case 'branch-in-use':
        return this.#needPerson(node, { kind: 'branch', message: failure.message, request: null });
      case 'setup-failed':
        return record({ type: 'taskFailed', task: node.ref, reason: failure.message });
      case 'aborted':
      case 'git-failed':
        return record(attemptEnded(node, attempt, neverRan(failure.message)));
    }
  }

  #needPerson(node: TaskNode, need: Need): void {
    this.#deps.record({ type: 'personNeeded', task: node.ref, need });
  }
}

function latest(node: TaskNode): Attempt {
  const attempt = node.attempts.at(-1);
  if (attempt === undefined) throw new Error(`${node.ref} has no attempt`);
  return attempt;
}

function previousFolder(workers: WorkerPort, state: RunState, node: TaskNode): string | null {
  const previous = node.attempts.at(-2);
  return previous === undefined ? null : workers.folderOf(state.run, previous.ref, previous.number);
}

/** The session to go on with: only of the same agent and in the same worktree, since a session knows absolute paths. */
function resumableSession(node: TaskNode): string | null {
  if (node.spec.agent.adapter === 'command') return null;
  const slot = node.attempts.at(-1)?.slot;
  const earlier = node.attempts.slice(0, -1).reverse();
  const last = earlier.find((attempt) => attempt.launch !== null && attempt.end !== null);
  if (last?.agent !== node.spec.agent.name) return null;
  return last.slot === slot ? (last.end?.session ?? null) : null;
}
