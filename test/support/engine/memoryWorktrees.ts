import { failure, success, type Result } from '../../../src/core/base/result.ts';
import type {
  CheckOutSlot,
  CollectedWork,
  CollectFailure,
  CollectWork,
  GitFault,
  ObjectId,
  PreparedSlot,
  PrepareFailure,
  PrepareSlot,
  WorktreePort,
} from '../../../src/core/engine/ports.ts';
import type { MemoryHistory } from './memoryHistory.ts';

interface Slot {
  head: ObjectId;
  /** Mark of the work that its agent left and nobody committed yet. */
  left: string | null;
}

/** Slots in memory; agents leave marks in them. */
export class MemoryWorktrees implements WorktreePort {
  readonly slots = new Map<string, Slot>();
  /** What `prepare` and `checkOut` answer in place of a slot. */
  refuse: (slot: string) => PrepareFailure | null = () => null;
  readonly #history: MemoryHistory;

  constructor(history: MemoryHistory) {
    this.#history = history;
  }

  pathOf(slot: string): string {
    return `/slots/${slot}`;
  }

  async existing(): Promise<readonly string[]> {
    return [...this.slots.keys()];
  }

  async prepare(request: PrepareSlot): Promise<Result<PreparedSlot, PrepareFailure>> {
    const refusal = this.refuse(request.slot);
    if (refusal !== null) return failure(refusal);
    const ref = `refs/heads/${request.branch}`;
    const tip = this.#history.refs.get(ref) ?? null;
    if (tip !== null && tip !== request.start && tip !== request.mayMoveFrom) {
      return failure({ reason: 'branch-moved', message: `${request.branch} has moved`, tip });
    }
    this.#history.refs.set(ref, request.start);
    return this.#point(request.slot, request.start);
  }

  async checkOut(request: CheckOutSlot): Promise<Result<PreparedSlot, PrepareFailure>> {
    const refusal = this.refuse(request.slot);
    return refusal === null ? this.#point(request.slot, request.commit) : failure(refusal);
  }

  async warm(): Promise<void> {
    await Promise.resolve();
  }

  async collect(request: CollectWork): Promise<Result<CollectedWork, CollectFailure>> {
    const slot = this.slots.get(request.slot);
    if (slot === undefined) return failure({ reason: 'git-failed', message: `no slot ${request.slot}` });
    if (!this.#history.isAncestorSync(request.base, slot.head)) {
      return failure({ reason: 'base-lost', message: 'the base is gone', head: slot.head });
    }
    const changed = slot.left === null ? [] : [`${slot.left}.txt`];
    if (slot.left !== null) {
      const tree = this.#history.treeWith(await this.#history.treeOf(slot.head), slot.left);
      slot.head = this.#history.commitSync(tree, [slot.head], request.message);
      slot.left = null;
    }
    this.#history.refs.set(`refs/heads/${request.branch}`, slot.head);
    const tree = await this.#history.treeOf(slot.head);
    return success({ commit: slot.head, tree, changed, changedCount: changed.length, tooLarge: [] });
  }

  async changedFiles(): Promise<Result<readonly string[], GitFault>> {
    return success([]);
  }

  async release(): Promise<Result<void, GitFault>> {
    return success(undefined);
  }

  #point(name: string, head: ObjectId): Result<PreparedSlot, never> {
    this.slots.set(name, { head, left: null });
    return success({ slot: name, path: this.pathOf(name), setupRan: false, snapshots: [] });
  }
}
