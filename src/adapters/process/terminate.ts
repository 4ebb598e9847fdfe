import { attemptMarkerVariable } from '../../shared/attempt.ts';
import { descendantsOf, processesWithVariable } from './descendants.ts';
import { isAlive, sendSignal, startTimeOf, type ProcessIdentity } from './identity.ts';

export interface TerminateOptions {
  /** SIGTERM, then this long until SIGKILL. */
  readonly graceMs: number;
  /** Cuts the grace short. */
  readonly signal?: AbortSignal;
}

const pollMs = 20;

/**
 * Ends a process and all its descendants: SIGTERM to the process, and to what it leaves behind when it dies; after
 * the grace SIGKILL to all that were collected before. Agent CLIs run tools in sessions of their own, so that killing
 * a process group would miss them. Resolves when none of them is alive.
 */
export async function endTree(pid: number, options: TerminateOptions): Promise<void> {
  const startTime = startTimeOf(pid);
  if (startTime === null) return;
  const root = { pid, startTime };
  const known = new Map([root, ...descendantsOf(pid)].map((one) => [one.pid, one]));
  sendSignal(root, 'SIGTERM');
  let orphansTold = false;
  const calm = await waitUntil(() => {
    if (isAlive(root)) return false;
    const left = living(known.values());
    if (!orphansTold) for (const one of left) sendSignal(one, 'SIGTERM');
    orphansTold = true;
    return left.length === 0;
  }, options);
  if (calm) return;
  if (isAlive(root)) for (const one of descendantsOf(pid)) known.set(one.pid, one);
  await killAll([...known.values()]);
}

/** Ends every process whose environment carries the attempt's marker, with their descendants; how many there were. */
export async function endMarked(marker: string, options: TerminateOptions): Promise<number> {
  const strays = processesWithVariable(attemptMarkerVariable, marker);
  if (strays.length === 0) return 0;
  await endProcesses(strays, options);
  return strays.length;
}

/** SIGTERM to all, SIGKILL after the grace to those that are left. */
export async function endProcesses(
  processes: readonly ProcessIdentity[],
  options: TerminateOptions,
): Promise<void> {
  for (const one of processes) sendSignal(one, 'SIGTERM');
  if (await waitUntil(() => living(processes).length === 0, options)) return;
  await killAll(processes);
}

async function killAll(processes: readonly ProcessIdentity[]): Promise<void> {
  for (const one of processes) sendSignal(one, 'SIGKILL');
  // A process in an uninterruptible system call dies later; nobody waits for it for ever.
  await waitUntil(() => living(processes).length === 0, { graceMs: 2_000 });
}

function living(processes: Iterable<ProcessIdentity>): readonly ProcessIdentity[] {
  return [...processes].filter((one) => isAlive(one));
}

function waitUntil(done: () => boolean, { graceMs, signal }: TerminateOptions): Promise<boolean> {
  const deadline = performance.now() + graceMs;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        if (done()) resolve(true);
        else if (performance.now() >= deadline || signal?.aborted === true) resolve(false);
        else setTimeout(look, pollMs);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    look();
  });
}
