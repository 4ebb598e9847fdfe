import type { Activity } from '../../shared/activity.ts';
import type { JournalEvent } from '../engine/events.ts';
import { EventTeller } from './eventTeller.ts';

const maxKept = 1_000;
/** Old ones go by the hundred, so that most events move nothing. */
const spare = 100;

/** What happened in a run, folded event by event; the last 1,000 are kept. */
export class RunHistory {
  readonly #teller: EventTeller;
  #kept: Activity[] = [];
  #lastSeq = 0;

  /** `clock` shows a time (epoch ms) inside of a text. */
  constructor(clock: (at: number) => string) {
    this.#teller = new EventTeller(clock);
  }

  /** Takes the next event; one that was taken before changes nothing. */
  take(event: JournalEvent): void {
    if (event.seq <= this.#lastSeq) return;
    this.#lastSeq = event.seq;
    const told = this.#teller.tell(event);
    if (told === null) return;
    const { kind, task, what, detail: reason } = told;
    const text = task === null ? what : `${this.#teller.name(task)} ${what}`;
    this.#kept.push({ seq: event.seq, at: new Date(event.at).toISOString(), kind, task, text, reason });
    if (this.#kept.length >= maxKept + spare) this.#kept = this.#kept.slice(-maxKept);
  }

  /** Newest first. */
  latest(limit = maxKept): readonly Activity[] {
    return this.#kept.slice(-Math.min(limit, maxKept)).reverse();
  }
}
