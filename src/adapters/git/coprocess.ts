import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import type { Disposable } from '../../core/base/disposable.ts';

const maxErrorChars = 10_000;

export type CoprocessReply =
  | { readonly ok: true; readonly text: string }
  /** It ended instead of answering. */
  | { readonly ok: false; readonly exitCode: number | null; readonly stderr: string };

export interface CoprocessOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Length of the reply at the start of what was printed; null when it is not complete yet. */
  readonly replyLength: (printed: string) => number | null;
}

/**
 * One git that answers request after request: starting a process blocks the event loop, asking one that runs does not.
 * Started when first asked, again when it ended, and ended by the end of its input; it never keeps this process alive.
 */
export class GitCoprocess implements Disposable {
  readonly #args: readonly string[];
  readonly #options: CoprocessOptions;
  #child: ChildProcessWithoutNullStreams | null = null;
  #disposed = false;
  #printed = '';
  #stderr = '';
  #answer: ((reply: CoprocessReply) => void) | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(args: readonly string[], options: CoprocessOptions) {
    this.#args = args;
    this.#options = options;
  }

  /** Requests are answered one at a time, in order. */
  ask(request: string): Promise<CoprocessReply> {
    const turn = this.#turn.then(() => this.#ask(request));
    this.#turn = turn;
    return turn;
  }

  /** What is asked from now on is not answered. */
  dispose(): void {
    this.#disposed = true;
    this.#child?.stdin.end();
    this.#child = null;
  }

  #ask(request: string): Promise<CoprocessReply> {
    if (this.#disposed) return Promise.resolve({ ok: false, exitCode: null, stderr: 'git was let go of' });
    return new Promise((resolve) => {
      this.#answer = resolve;
      const child = this.#child ?? this.#start();
      child.stdin.write(request);
      hold(child, true);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const { cwd, env } = this.#options;
    // In a group of its own: Ctrl-C is meant for us, and we still have refs to write then.
    const child = spawn('git', this.#args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    this.#printed = '';
    this.#stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#printed += text;
      const length = this.#options.replyLength(this.#printed);
      if (length === null) return;
      const reply = this.#printed.slice(0, length);
      this.#printed = this.#printed.slice(length);
      hold(child, false);
      this.#settle({ ok: true, text: reply });
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-maxErrorChars);
    });
    child.stdin.on('error', () => undefined); // It ended; `close` tells.
    child.on('error', (error) => {
      this.#end(child, null, error.message);
    });
    child.on('close', (exitCode) => {
      this.#end(child, exitCode, this.#stderr);
    });
    return child;
  }

  #end(child: ChildProcessWithoutNullStreams, exitCode: number | null, stderr: string): void {
    if (this.#child === child) this.#child = null;
    this.#settle({ ok: false, exitCode, stderr });
  }

  #settle(reply: CoprocessReply): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.(reply);
  }
}

/** Only while it owes an answer does it keep this process alive. */
function hold(child: ChildProcessWithoutNullStreams, alive: boolean): void {
  const pipes = [child.stdin, child.stdout, child.stderr].filter((pipe) => pipe instanceof Socket);
  for (const handle of [child, ...pipes]) {
    if (alive) handle.ref();
    else handle.unref();
  }
}
