import type { Lease } from './runPlan.ts';
import type { ReadyEntry } from './readyQueue.ts';
import { before, ReadyQueue } from './readyQueue.ts';

interface Key {
  readonly holders: Map<string, Lease['mode']>;
  /** Ready tasks that want the key and could have it. */
  readonly candidates: Map<string, Lease['mode']>;
  /** Ready tasks that found it taken: of each class of limits only the first is looked at when it comes free. */
  readonly parked: ReadyQueue;
  /** Those of the parked that want the key for themselves. */
  readonly exclusiveParked: Map<string, ReadyEntry>;
}

/** What stands in a task's way: a key and who holds it. */
export interface LeaseConflict {
  readonly key: string;
  readonly holders: readonly string[];
}

/**
 * Files (exclusive) and phases (shared, or exclusive for a `[SEQUENTIAL]` task) that running tasks hold. A ready task
 * whose keys are taken is parked here, and comes back when a key is given up; so the ready queue never holds a task
 * that can't start for want of a lease. An exclusive task that waits is not overtaken by later sharers of its key.
 */
export class LeaseTable {
  readonly #keys = new Map<string, Key>();

  /** Null when the task may start; then it is known as a candidate until it starts or leaves. */
  admit(limitClass: string, entry: ReadyEntry, leases: readonly Lease[]): LeaseConflict | null {
    const conflict = this.conflictOf(entry, leases);
    for (const lease of leases) {
      const key = this.#key(lease.key);
      if (conflict === null) key.candidates.set(entry.ref, lease.mode);
      else if (conflict.key === lease.key) park(key, { limitClass, entry, mode: lease.mode });
    }
    return conflict;
  }

  /** Forgets a task that is no longer ready; the refs of those that have to be admitted again. */
  withdraw(ref: string, leases: readonly Lease[]): readonly string[] {
    const freed = new Set<string>();
    for (const lease of leases) {
      const key = this.#keys.get(lease.key);
      if (key === undefined) continue;
      const waited = key.candidates.delete(ref) || key.parked.has(ref);
      key.parked.remove(ref);
      key.exclusiveParked.delete(ref);
      if (waited) addHeads(freed, key);
      this.#dropIfEmpty(lease.key, key);
    }
    return [...freed];
  }

  /** After a task was admitted or parked: the refs of those behind it that may go where it does not. */
  behind(ref: string, leases: readonly Lease[]): readonly string[] {
    const next = new Set<string>();
    for (const lease of leases) {
      const key = this.#keys.get(lease.key);
      if (key === undefined || key.parked.has(ref) || key.candidates.get(ref) === 'exclusive') continue;
      addHeads(next, key);
    }
    return [...next];
  }

  /** Takes the keys; the refs of ready tasks that have to be admitted again (and will be parked). */
  acquire(ref: string, leases: readonly Lease[]): readonly string[] {
    const displaced = new Set<string>();
    this.withdraw(ref, leases);
    for (const lease of leases) {
      const key = this.#key(lease.key);
      key.holders.set(ref, lease.mode);
      for (const [candidate, mode] of key.candidates) {
        if (lease.mode === 'exclusive' || mode === 'exclusive') displaced.add(candidate);
      }
    }
    return [...displaced];
  }

  /** Gives the keys up; the refs of parked tasks that have to be admitted again. */
  release(ref: string, leases: readonly Lease[]): readonly string[] {
    const freed = new Set<string>();
    for (const lease of leases) {
      const key = this.#keys.get(lease.key);
      if (key === undefined || !key.holders.delete(ref)) continue;
      addHeads(freed, key);
      this.#dropIfEmpty(lease.key, key);
    }
    return [...freed];
  }

  /** Refs of the tasks that hold a key. */
  holdersOf(key: string): readonly string[] {
    return [...(this.#keys.get(key)?.holders.keys() ?? [])];
  }

  /** What keeps a task from starting now; null: nothing. */
  conflictOf(entry: ReadyEntry, leases: readonly Lease[]): LeaseConflict | null {
    for (const lease of leases) {
      const key = this.#keys.get(lease.key);
      if (key === undefined) continue;
      const holders = [...key.holders]
        .filter(([ref, mode]) => ref !== entry.ref && (mode === 'exclusive' || lease.mode === 'exclusive'))
        .map(([ref]) => ref);
      if (holders.length > 0) return { key: lease.key, holders };
      if (lease.mode === 'exclusive') continue;
      const ahead = [...key.exclusiveParked.values()].filter((waiter) => before(waiter, entry));
      if (ahead.length > 0) return { key: lease.key, holders: ahead.map((waiter) => waiter.ref) };
    }
    return null;
  }

  #key(name: string): Key {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key: Key = {
      holders: new Map(),
      candidates: new Map(),
      parked: new ReadyQueue(),
      exclusiveParked: new Map(),
    };
    this.#keys.set(name, key);
    return key;
  }

  #dropIfEmpty(name: string, key: Key): void {
    if (key.holders.size + key.candidates.size + key.parked.size === 0) this.#keys.delete(name);
  }
}

function addHeads(refs: Set<string>, key: Key): void {
  for (const { ref } of key.parked.heads()) refs.add(ref);
}

function park(
  key: Key,
  waiter: { readonly limitClass: string; readonly entry: ReadyEntry; readonly mode: Lease['mode'] },
): void {
  const { limitClass, entry, mode } = waiter;
  key.parked.add(limitClass, entry);
  if (mode === 'exclusive') key.exclusiveParked.set(entry.ref, entry);
}
