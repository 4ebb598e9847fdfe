import { printable } from '../core/base/printable.ts';
import type { JournalEvent } from '../core/engine/events.ts';
import { EventTeller } from '../core/projections/eventTeller.ts';
import { lineToType } from './taskNames.ts';

/**
 * Tells a run as plain lines, for where there is no terminal to redraw: what happened to which task, and why. Events
 * that a reader can do nothing with give no line.
 */
export class Narrator {
  readonly #clock: (at: number) => string;
  readonly #teller: EventTeller;

  /** `clock` shows a time (epoch ms). */
  constructor(clock: (at: number) => string) {
    this.#clock = clock;
    this.#teller = new EventTeller(clock);
  }

  /** The line for an event; null when there is nothing to say. Events come in the journal's order. */
  line(event: JournalEvent): string | null {
    const told = this.#teller.tell(event);
    if (told === null) return null;
    const { task, what, detail } = told;
    const name = task === null ? null : this.#teller.name(task);
    const text =
      told.kind === 'decision'
        ? `decided: ${what}${detail === null ? '' : ` (${detail})`}`
        : `${what}${detail === null ? '' : `: ${detail}`}`;
    const line = `${this.#clock(event.at)}  ${name === null ? '' : `${name} `}${text}`;
    const hint = hintOf(event, name);
    return hint === null ? line : `${line} ${hint}`;
  }
}

/** What to type next. */
function hintOf(event: JournalEvent, name: string | null): string | null {
  switch (event.type) {
    case 'runPaused':
    case 'runDetached':
      return '(tutti resume)';
    case 'personNeeded':
      return `→ ${lineToType(name ?? printable(event.task), event.need.kind, null)}`;
    default:
      return null;
  }
}
