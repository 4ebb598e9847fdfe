import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { linuxStat, type ProcessIdentity } from './identity.ts';

interface ProcessEntry extends ProcessIdentity {
  readonly parent: number;
}

/** All living descendants of a process, without itself, parents before children. */
export function descendantsOf(pid: number): readonly ProcessIdentity[] {
  return below([pid], listProcesses());
}

/**
 * Living processes whose environment holds `<variable>=<value>`, and their descendants; never the caller. The
 * environment is that of their start. Windows has no way to look at it: the answer is empty there.
 */
export function processesWithVariable(variable: string, value: string): readonly ProcessIdentity[] {
  const entry = `${variable}=${value}`;
  const all = listProcesses();
  const marked =
    process.platform === 'linux' ? all.filter(({ pid }) => hasEntry(pid, entry)) : psMarked(all, entry);
  const found = new Map(marked.map((one) => [one.pid, identityOf(one)]));
  const roots = [...found.keys()];
  for (const one of below(roots, all)) found.set(one.pid, one);
  found.delete(process.pid);
  return [...found.values()];
}

function below(roots: readonly number[], all: readonly ProcessEntry[]): readonly ProcessIdentity[] {
  const children = new Map<number, ProcessEntry[]>();
  for (const one of all) {
    const siblings = children.get(one.parent);
    if (siblings === undefined) children.set(one.parent, [one]);
    else siblings.push(one);
  }
  const found: ProcessIdentity[] = [];
  const seen = new Set(roots);
  const queue = [...roots];
  for (let parent = queue.shift(); parent !== undefined; parent = queue.shift()) {
    for (const child of children.get(parent) ?? []) {
      if (seen.has(child.pid)) continue;
      seen.add(child.pid);
      found.push(identityOf(child));
      queue.push(child.pid);
    }
  }
  return found;
}

function identityOf(entry: ProcessEntry): ProcessIdentity {
  return { pid: entry.pid, startTime: entry.startTime };
}

function listProcesses(): readonly ProcessEntry[] {
  if (process.platform === 'linux') return linuxProcesses();
  if (process.platform === 'win32') return windowsProcesses();
  return parsePsList(ps(['-A', '-o', 'pid=,ppid=,stat=,lstart=']));
}

function linuxProcesses(): readonly ProcessEntry[] {
  const found: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = linuxStat(pid);
    if (stat !== null) found.push({ pid, ...stat });
  }
  return found;
}

function hasEntry(pid: number, entry: string): boolean {
  let environment: string;
  try {
    environment = readFileSync(`/proc/${String(pid)}/environ`, 'utf8');
  } catch {
    // Gone meanwhile, or another user's: not ours to end.
    return false;
  }
  return environment.startsWith(`${entry}\0`) || environment.includes(`\0${entry}\0`);
}

/** Reads `ps -o pid=,ppid=,stat=,lstart=`; start times are those of `startTimeOf`. */
export function parsePsList(text: string): readonly ProcessEntry[] {
  const found: ProcessEntry[] = [];
  for (const line of text.split('\n')) {
    const [pid, parent, state, ...start] = line.trim().split(/\s+/);
    if (state === undefined || state.startsWith('Z')) continue;
    found.push({ pid: Number(pid), parent: Number(parent), startTime: start.join(' ') });
  }
  return found;
}

function psMarked(all: readonly ProcessEntry[], entry: string): readonly ProcessEntry[] {
  if (process.platform === 'win32') return [];
  const pids = new Set<number>();
  // BSD's `-E` adds the environment after the command; entries are separated by spaces there.
  for (const line of ps(['-A', '-E', '-ww', '-o', 'pid=,command=']).split('\n')) {
    if (`${line} `.includes(` ${entry} `)) pids.add(Number.parseInt(line, 10));
  }
  return all.filter((one) => pids.has(one.pid));
}

function ps(args: readonly string[]): string {
  const { stdout } = spawnSync('ps', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

function windowsProcesses(): readonly ProcessEntry[] {
  const script =
    'Get-CimInstance Win32_Process | ForEach-Object { ' +
    '"$($_.ProcessId) $($_.ParentProcessId) R $($_.CreationDate.ToFileTimeUtc())" }';
  const { stdout } = spawnSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
    encoding: 'utf8',
    windowsHide: true,
    maxBuffer: 64 * 1024 * 1024,
  });
  return parsePsList(stdout);
}
