/** From `from` to `to` (epoch ms) a task waited for `why`; null: for its turn. */
export interface WaitPart {
  readonly from: number;
  readonly to: number;
  readonly why: string | null;
}

interface Change {
  readonly at: number;
  readonly why: string | null;
}

const maxChanges = 5_000;
/** Of one wait; what is more is told as the last of them. */
const maxParts = 20;

/**
 * What the ready tasks of each class of limits waited for, over time. Only changes are kept, so that the cost does not
 * grow with the number of tasks that wait.
 */
export class WaitLog {
  readonly #lanes = new Map<string, Change[]>();

  /** A place that is free for a moment, until somebody takes it, is no change. */
  note(lane: string, why: string | null, at: number): void {
    const changes = this.#lanes.get(lane);
    if (changes === undefined) {
      this.#lanes.set(lane, [{ at, why }]);
      return;
    }
    const last = changes.at(-1);
    if (last === undefined || why === null || last.why === why) return;
    if (last.at === at) changes.pop();
    if (changes.at(-1)?.why === why) return;
    changes.push({ at, why });
    if (changes.length > maxChanges) changes.splice(0, maxChanges / 5);
  }

  /** The last reason: another one when a wait has more parts than before. */
  latest(lane: string): object | null {
    return this.#lanes.get(lane)?.at(-1) ?? null;
  }

  /** Without a gap, at least one. */
  partsOf(lane: string, from: number, to: number): readonly WaitPart[] {
    const changes = this.#lanes.get(lane) ?? [];
    const first = Math.max(
      0,
      changes.findLastIndex(({ at }) => at <= from),
    );
    const parts: WaitPart[] = [];
    for (const { at, why } of changes.slice(first, first + maxParts)) {
      if (at >= to && parts.length > 0) break;
      const last = parts.pop();
      if (last !== undefined && at > last.from) parts.push({ ...last, to: at });
      parts.push({ from: parts.length === 0 ? from : at, to, why });
    }
    return parts.length === 0 ? [{ from, to, why: null }] : parts;
  }
}
