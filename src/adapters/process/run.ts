import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CappedFile } from './cappedFile.ts';
import { errorCode } from './errorCode.ts';

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment; the own one when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** SIGTERM, then this long, then SIGKILL; as long may left-behind children hold the pipes. Default 5,000. */
  readonly graceMs?: number;
  /** Bound of `stdout` and of `stderr`, each, in bytes; what comes after is read and dropped. Default 32 MiB. */
  readonly maxOutputBytes?: number;
  /** Gets both streams as they come, head and tail within 10 MB, in place of `stdout` and `stderr`. */
  readonly outputFile?: string;
  /** `latin1` keeps every byte (file names need not be UTF-8). Default `utf8`. */
  readonly encoding?: 'utf8' | 'latin1';
  /** Windows: pass the arguments on unquoted, as `cmd.exe` wants its command line. */
  readonly verbatimArguments?: boolean;
}

export interface ProcessOutcome {
  /** `failed`: could not be started (no permission, arguments too long, no such folder); `stderr` says why. */
  readonly reason: 'exited' | 'not-found' | 'aborted' | 'timeout' | 'failed';
  /** Null when it was ended by a signal or never ran. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly durationMs: number;
}

/**
 * Runs one child process to its end; every way to end is a value. No shell. The child leads its own process group,
 * and is ended as a group. Plain `spawn` and not a wrapper of it: git plumbing runs through here by the thousand.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProcessOutcome> {
  if (options.signal?.aborted === true)
    return Promise.resolve(neverRan('aborted', 'aborted before it started'));
  let child: ChildProcess;
  const startedAt = performance.now();
  try {
    child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // On Windows `detached` would open a console window; there the tree is ended by taskkill.
      detached: process.platform !== 'win32',
      windowsHide: true,
      windowsVerbatimArguments: options.verbatimArguments ?? false,
    });
  } catch (error) {
    // Node throws what is wrong with the arguments (NUL bytes, E2BIG) and emits the rest.
    return Promise.resolve(neverRan('failed', messageOf(error)));
  }
  return watch(child, startedAt, options);
}

function watch(child: ChildProcess, startedAt: number, options: RunOptions): Promise<ProcessOutcome> {
  const graceMs = options.graceMs ?? 5_000;
  const output = collectOutput(child, options);
  if (child.stdin !== null) {
    // A child that does not read its input closes the pipe early; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
  }
  return new Promise((resolve) => {
    let cause: 'exited' | 'aborted' | 'timeout' = 'exited';
    const timers: NodeJS.Timeout[] = [];
    const later = (delayMs: number, act: () => void): void => {
      timers.push(setTimeout(act, delayMs));
    };
    const letGo = (): void => {
      signalGroup(child, 'SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const end = (why: 'aborted' | 'timeout'): void => {
      if (cause !== 'exited' || child.exitCode !== null || child.signalCode !== null) return;
      cause = why;
      signalGroup(child, 'SIGTERM');
      later(graceMs, letGo);
    };
    const onAbort = (): void => {
      end('aborted');
    };
    const finish = (outcome: Omit<ProcessOutcome, 'durationMs' | 'truncated'>): void => {
      for (const timer of timers) clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      resolve({ ...outcome, truncated: output.close(), durationMs: performance.now() - startedAt });
    };

    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.timeoutMs !== undefined) {
      later(options.timeoutMs, () => {
        end('timeout');
      });
    }
    child.once('exit', () => {
      // `close` waits for everybody who inherited the pipes: a server left behind must not hold it up for ever.
      if (cause === 'exited') later(graceMs, letGo);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return; // A signal that could not be sent; `close` still comes.
      const missing = error.code === 'ENOENT' && (options.cwd === undefined || existsSync(options.cwd));
      finish(neverRan(missing ? 'not-found' : 'failed', error.message));
    });
    child.once('close', (exitCode, signal) => {
      if (child.pid === undefined) return;
      if (cause !== 'exited') signalGroup(child, 'SIGKILL');
      finish({ reason: cause, exitCode, signal, stdout: output.stdout(), stderr: output.stderr() });
    });
  });
}

interface Output {
  stdout(): string;
  stderr(): string;
  /** Whether something was left out. */
  close(): boolean;
}

function collectOutput(child: ChildProcess, options: RunOptions): Output {
  const encoding = options.encoding ?? 'utf8';
  const maxBytes = options.maxOutputBytes ?? 32 * 1024 * 1024;
  if (options.outputFile !== undefined) {
    const file = new CappedFile(options.outputFile, 10_000_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        file.write(chunk);
      });
    }
    return { stdout: () => '', stderr: () => '', close: () => file.close() };
  }
  // Strings, not Buffers: retained Buffers make every later `spawn` slow.
  const texts = [child.stdout, child.stderr].map((stream) => {
    const kept = { text: '', bytes: 0, truncated: false };
    stream?.setEncoding(encoding);
    stream?.on('data', (chunk: string) => {
      const room = maxBytes - kept.bytes;
      const size = Buffer.byteLength(chunk, encoding);
      kept.bytes += size;
      if (size <= room) kept.text += chunk;
      else {
        kept.truncated = true;
        if (room > 0) kept.text += Buffer.from(chunk, encoding).subarray(0, room).toString(encoding);
      }
    });
    return kept;
  });
  return {
    stdout: () => texts[0]?.text ?? '',
    stderr: () => texts[1]?.text ?? '',
    close: () => texts.some((kept) => kept.truncated),
  };
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => child.kill(signal),
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Nobody left in the group; macOS says EPERM when only zombies are.
    const code = errorCode(error);
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function neverRan(reason: 'not-found' | 'aborted' | 'failed', message: string): ProcessOutcome {
  return {
    reason,
    exitCode: null,
    signal: null,
    stdout: '',
    stderr: message,
    truncated: false,
    durationMs: 0,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
