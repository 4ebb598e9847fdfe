import { spawn, type ChildProcess } from 'node:child_process';
import type { AgentEnd, AgentLaunch, AgentLine } from '../adapters/agents/adapter.ts';
import { LineSplitter } from './lineSplitter.ts';

export interface AgentProcessOptions {
  readonly launch: AgentLaunch;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: AgentLine) => void;
}

/** A JSON line of an agent holds whole files at times; beyond this it is cut. */
const maxLineBytes = 8 * 1024 * 1024;

/** How long output may come after the exit when something still holds the pipes. */
const lateOutputMs = 1_000;

/**
 * The agent CLI as a child process, in a session of its own: Ctrl-C and a closed terminal reach the runner only.
 * Failing to start is an ending like any other.
 */
export class AgentProcess {
  /** Resolves at the end of the process itself; its output may still be on the way. */
  readonly exited: Promise<AgentEnd>;
  readonly #child: ChildProcess;
  readonly #closed: Promise<void>;
  #startFault: Error | null = null;

  constructor(options: AgentProcessOptions) {
    const { launch, cwd, env } = options;
    this.#child = spawn(launch.command, launch.args, {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const child = this.#child;
    this.exited = new Promise((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
      child.once('error', (error) => {
        this.#startFault ??= error;
        if (child.pid === undefined) resolve({ exitCode: null, signal: null });
      });
    });
    this.#closed = new Promise((resolve) => child.once('close', () => resolve()));
    for (const stream of ['stdout', 'stderr'] as const) {
      const splitter = new LineSplitter(maxLineBytes, (line) => options.onLine({ stream, ...line }));
      child[stream]?.on('data', (chunk: Buffer) => splitter.push(chunk));
      child[stream]?.on('close', () => splitter.end());
    }
    // An agent that does not read its input closes the pipe early; how it ends tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(launch.input);
    if (!launch.keepsInputOpen) child.stdin?.end();
  }

  /** Undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get startFault(): Error | null {
    return this.#startFault;
  }

  /** False when the agent takes no more input. */
  send(line: string): boolean {
    const { stdin } = this.#child;
    if (stdin === null || !stdin.writable) return false;
    stdin.write(`${line}\n`);
    return true;
  }

  closeInput(): void {
    this.#child.stdin?.end();
  }

  /** After `exited`: resolves when all output was read, or is given up because a stray holds the pipes. */
  async closeOutput(): Promise<void> {
    const { stdout, stderr } = this.#child;
    const giveUp = setTimeout(() => {
      stdout?.destroy();
      stderr?.destroy();
    }, lateOutputMs);
    await this.#closed;
    clearTimeout(giveUp);
  }
}
