import type { ServerResponse } from 'node:http';

/** What may wait for a listener that does not read; a snapshot of 2,000 tasks is about a megabyte. */
const maxWaitingBytes = 8 * 1024 * 1024;
/** Proxies and browsers give up on streams that say nothing. */
const beatMs = 15_000;

/** Server-sent events to one listener; one that is too slow is dropped, and connects anew. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #beat: NodeJS.Timeout;

  /** `headers` are added to those of a stream. */
  constructor(response: ServerResponse, headers: Readonly<Record<string, string>>) {
    this.#response = response;
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 1000\n\n');
    this.#beat = setInterval(() => this.#write(': still here\n\n'), beatMs);
    this.#beat.unref();
    response.once('close', () => clearInterval(this.#beat));
  }

  /** JSON has no line breaks of its own. */
  send(message: object): void {
    this.#write(`data: ${JSON.stringify(message)}\n\n`);
  }

  #write(text: string): void {
    if (this.#response.writableLength > maxWaitingBytes) this.#response.destroy();
    else if (!this.#response.destroyed) this.#response.write(text);
  }
}
