import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from './errorCode.ts';

/** Names one process for ever: a pid alone is used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal for the same process only. */
  readonly startTime: string;
}

/**
 * When a process started, as a string that is the same whenever and by whomever it is asked on this machine. Null
 * when there is no such process or it is a zombie. Linux: field 22 of `/proc/<pid>/stat` (proc(5)) and the boot id.
 */
export function startTimeOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') return linuxStat(pid)?.startTime ?? null;
  return process.platform === 'win32' ? windowsStartTime(pid) : psStartTime(pid);
}

/** Whether that very process still runs. A zombie does not. */
export function isAlive(identity: ProcessIdentity): boolean {
  return exists(identity.pid) && startTimeOf(identity.pid) === identity.startTime;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startTime: startTimeOf(process.pid) ?? 'unknown' };
}

/** Sends a signal to that very process; false when it is gone or not ours to signal (`sudo` in a tool). */
export function sendSignal(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH' || errorCode(error) === 'EPERM') return false;
    throw error;
  }
}

export interface LinuxStat {
  readonly parent: number;
  readonly startTime: string;
}

/** Parent and start time from `/proc/<pid>/stat`; null when gone, a zombie, or not readable. */
export function linuxStat(pid: number): LinuxStat | null {
  const text = readIfThere(`/proc/${String(pid)}/stat`);
  if (text === null) return null;
  // The name (field 2) stands in brackets and may itself hold brackets and spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  const ticks = fields[19];
  if (state === undefined || parent === undefined || ticks === undefined) return null;
  if (state === 'Z' || state === 'X' || state === 'x') return null;
  return { parent: Number(parent), startTime: `${bootId()}:${ticks}` };
}

let knownBootId: string | null = null;

function bootId(): string {
  knownBootId ??= readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? 'no-boot-id';
  return knownBootId;
}

function psStartTime(pid: number): string | null {
  // TZ and LC_ALL: two processes that ask must read the same words.
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return parsePsStart(stdout);
}

/** Reads one line of `ps -o stat=,lstart=`. */
export function parsePsStart(text: string): string | null {
  const [state, ...start] = text.trim().split(/\s+/);
  if (state === undefined || state.startsWith('Z') || start.length === 0) return null;
  return start.join(' ');
}

function windowsStartTime(pid: number): string | null {
  const script = `(Get-Process -Id ${String(pid)} -ErrorAction SilentlyContinue).StartTime.ToFileTimeUtc()`;
  const { stdout } = spawnSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
    encoding: 'utf8',
    windowsHide: true,
  });
  const ticks = stdout.trim();
  return /^\d+$/.test(ticks) ? ticks : null;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return null;
    throw error;
  }
}
