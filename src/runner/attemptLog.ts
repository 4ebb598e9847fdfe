import type { AttemptEvent, AttemptEventBody } from '../shared/attemptEvent.ts';
import type { AgentLine } from '../adapters/agents/adapter.ts';
import type { AttemptFolder } from './attemptFolder.ts';
import { BoundedLog } from './boundedLog.ts';

/** Kept in a flood, and on disk at once: others act on them. */
const important: ReadonlySet<AttemptEventBody['type']> = new Set([
  'agentStarted',
  'sessionStarted',
  'permissionAsked',
  'permissionAnswered',
  'questionAsked',
  'questionAnswered',
  'denied',
  'userMessage',
  'usage',
  'notice',
]);

const reserveBytes = 1024 * 1024;

/** `events.ndjson` and `raw.ndjson` of one attempt, both within their limit. */
export class AttemptLog {
  readonly #events: BoundedLog;
  readonly #raw: BoundedLog;
  readonly #redact: (text: string) => string;

  constructor(folder: AttemptFolder, maxBytes: number, redact: (text: string) => string) {
    this.#events = new BoundedLog(folder.file('events'), { maxBytes, reserveBytes });
    this.#raw = new BoundedLog(folder.file('raw'), { maxBytes, reserveBytes: 0 });
    this.#redact = redact;
  }

  /** A line as it was printed; `raw.ndjson` holds stdout only, other output is in the events. */
  raw(line: AgentLine): void {
    if (line.stream !== 'stdout') return;
    if (this.#raw.isFull) this.#raw.drop();
    else this.#raw.append(this.#redact(line.text), false);
  }

  /** True when it was written. */
  event(body: AttemptEventBody): boolean {
    const isImportant = important.has(body.type);
    if (this.#events.isFull && !isImportant) {
      this.#events.drop();
      return false;
    }
    const event: AttemptEvent = { at: Date.now(), ...body };
    return this.#events.append(this.#redact(JSON.stringify(event)), isImportant);
  }

  /** What is missing in the logs, in one sentence; null when they are whole. */
  losses(): string | null {
    const fault = this.#events.fault ?? this.#raw.fault;
    if (fault !== null) return `The attempt's logs could not be written (${fault})`;
    const events = this.#events.droppedLines;
    const lines = this.#raw.droppedLines;
    if (events + lines === 0) return null;
    return `The logs reached their size limit: ${String(events)} events and ${String(lines)} lines of output were left out`;
  }

  close(): void {
    this.#events.close();
    this.#raw.close();
  }
}
