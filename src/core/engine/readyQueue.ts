/** A task that could start, as the queue orders it: higher priority first, then lower `seq` (longer ready). */
export interface ReadyEntry {
  readonly ref: string;
  readonly priority: number;
  readonly seq: number;
}

/**
 * Ready tasks, one binary heap for each class of tasks that need the same limits. The heads are what `decide` looks
 * at: if a head can't start for want of a limit, nothing behind it in its class can.
 */
export class ReadyQueue {
  readonly #heaps = new Map<string, ReadyEntry[]>();
  /** By ref; what a heap holds beside these is a tombstone. */
  readonly #live = new Map<string, { readonly limitClass: string; readonly entry: ReadyEntry }>();

  get size(): number {
    return this.#live.size;
  }

  has(ref: string): boolean {
    return this.#live.has(ref);
  }

  refs(): IterableIterator<string> {
    return this.#live.keys();
  }

  add(limitClass: string, entry: ReadyEntry): void {
    if (this.#live.has(entry.ref)) return;
    this.#live.set(entry.ref, { limitClass, entry });
    const heap = this.#heaps.get(limitClass) ?? [];
    this.#heaps.set(limitClass, heap);
    heap.push(entry);
    siftUp(heap, heap.length - 1);
  }

  /** O(1) amortised: an entry that is not a head stays behind as a tombstone until it becomes one. */
  remove(ref: string): void {
    const limitClass = this.#live.get(ref)?.limitClass;
    if (limitClass === undefined) return;
    this.#live.delete(ref);
    const heap = this.#heaps.get(limitClass);
    if (heap === undefined) return;
    while (heap[0] !== undefined && !this.#isLive(heap[0])) removeHead(heap);
    if (heap.length === 0) this.#heaps.delete(limitClass);
    else if (heap.length > 64 && heap.length > 4 * this.#live.size) this.#compact(heap);
  }

  /** The best entry of every class. */
  *heads(): IterableIterator<ReadyEntry> {
    for (const heap of this.#heaps.values()) if (heap[0] !== undefined) yield heap[0];
  }

  #compact(heap: ReadyEntry[]): void {
    const live = heap.filter((entry) => this.#isLive(entry));
    live.sort((left, right) => (before(left, right) ? -1 : 1));
    heap.splice(0, heap.length, ...live);
  }

  /** A task that left and came back has an entry of its own for each time, maybe in another class. */
  #isLive(entry: ReadyEntry): boolean {
    return this.#live.get(entry.ref)?.entry === entry;
  }
}

export function before(left: ReadyEntry, right: ReadyEntry): boolean {
  return left.priority !== right.priority ? left.priority > right.priority : left.seq < right.seq;
}

function siftUp(heap: ReadyEntry[], start: number): void {
  for (let index = start; index > 0;) {
    const parent = (index - 1) >> 1;
    if (!swapIfBefore(heap, index, parent)) return;
    index = parent;
  }
}

function removeHead(heap: ReadyEntry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const right = left + 1;
    const child = isBefore(heap, right, left) ? right : left;
    if (!swapIfBefore(heap, child, index)) return;
    index = child;
  }
}

function isBefore(heap: ReadyEntry[], first: number, second: number): boolean {
  const left = heap[first];
  const right = heap[second];
  return left !== undefined && right !== undefined && before(left, right);
}

function swapIfBefore(heap: ReadyEntry[], lower: number, upper: number): boolean {
  const low = heap[lower];
  const up = heap[upper];
  if (low === undefined || up === undefined || !before(low, up)) return false;
  heap[upper] = low;
  heap[lower] = up;
  return true;
}
