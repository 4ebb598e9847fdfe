import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { GateOutcome, GatePort, RunGate } from '../../core/engine/ports.ts';
import { attemptMarkerVariable } from '../../shared/attempt.ts';
import { errorCode } from '../process/errorCode.ts';
import type { ProcessOutcome } from '../process/run.ts';
import { runShell, userEnvironment } from '../process/shell.ts';
import { endMarked } from '../process/terminate.ts';
import { truncateOutput } from '../process/truncateOutput.ts';

export interface GateOptions {
  /** Variables of the configuration, for every gate command. */
  readonly env: Readonly<Record<string, string>>;
  /** Hash of what setup depends on; part of the environment that a verdict holds for. */
  readonly setupHash: () => Promise<string>;
  /** SIGTERM, then this long, then SIGKILL. Default 5,000. */
  readonly graceMs?: number;
}

const maxOutputChars = 8_000;

/** Gate commands in the platform's shell: they are command lines of the user's own configuration. */
export function createGates(options: GateOptions): GatePort {
  return {
    environmentHash: async () => hashEnvironment(options.env, await options.setupHash()),
    run: (request) => runGate(request, options),
  };
}

function hashEnvironment(env: Readonly<Record<string, string>>, setupHash: string): string {
  const variables = Object.entries(env).sort(([one], [other]) => (one < other ? -1 : 1));
  const facts = [process.platform, process.arch, process.version, variables, setupHash];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

async function runGate(request: RunGate, options: GateOptions): Promise<GateOutcome> {
  const graceMs = options.graceMs ?? 5_000;
  const marker = `gate ${request.folder}`;
  await fs.mkdir(path.dirname(request.outputFile), { recursive: true });
  const outcome = await runShell(request.command, {
    cwd: request.folder,
    env: userEnvironment({ ...options.env, [attemptMarkerVariable]: marker }),
    timeoutMs: request.timeoutMs,
    graceMs,
    outputFile: request.outputFile,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  // A server that a test suite left behind would hold ports and files of the next gate.
  await endMarked(marker, { graceMs });
  const verdict = verdictOf(outcome);
  const output = readEnds(request.outputFile);
  return {
    ...verdict,
    passed: verdict.reason === 'passed',
    exitCode: outcome.exitCode,
    durationMs: Math.round(outcome.durationMs),
    output: output === '' ? outcome.stderr : truncateOutput(output, maxOutputChars),
  };
}

function verdictOf(outcome: ProcessOutcome): Pick<GateOutcome, 'reason'> {
  switch (outcome.reason) {
    case 'aborted':
    case 'timeout':
    case 'not-found':
      return { reason: outcome.reason };
    case 'failed':
      return { reason: 'exit' };
    case 'exited':
      if (outcome.exitCode === 0) return { reason: 'passed' };
      // What shells say when there is no such command; cmd.exe has its own number.
      return { reason: outcome.exitCode === 127 || outcome.exitCode === 9009 ? 'not-found' : 'exit' };
  }
}

/** Enough of both ends of a file to cut from; '' when it was never made. */
function readEnds(file: string): string {
  const end = 4 * maxOutputChars;
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const read = (from: number, length: number): string => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(handle, buffer, 0, length, from)).toString('utf8');
    };
    if (size <= 2 * end) return read(0, size);
    return `${read(0, end)}\n[… ${size - 2 * end} bytes left out …]\n${read(size - end, end)}`;
  } finally {
    closeSync(handle);
  }
}
