import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { runFolder } from '../adapters/store/runFolders.ts';
import type { TaskStateWord } from '../shared/status.ts';
import { attemptFolder, hostOf, isOver } from './attemptTerminals.ts';
import { readStatus } from './readStatus.ts';

/** A run that went on when its owner let go of it, or died, and that nobody has taken up yet. */
export interface LeftRun {
  readonly run: string;
  readonly how: 'detached' | 'cutOff';
  /** Epoch ms of the last sign of its owner. */
  readonly leftAt: number;
  /** Attempts whose agents still work. */
  readonly liveAgents: number;
}

const tailBytes = 64 * 1024;
const withAgent: ReadonlySet<TaskStateWord> = new Set(['preparing', 'running', 'waiting', 'needs-you']);

/** What is known of a run that `watchRuns` calls left. */
export function lookAtLeftRun(stateFolder: string, run: string): LeftRun {
  const { journal, status } = runFolder(stateFolder, run);
  const last = lastEvent(journal);
  const told = readStatus(status);
  const attempts = (told?.tasks ?? [])
    .filter(({ state, attempt }) => attempt > 0 && withAgent.has(state))
    .map(({ plan, id, attempt }) =>
      attemptFolder(stateFolder, { run, task: `${plan}/${id}`, number: attempt }),
    );
  return {
    run,
    how: last?.type === 'runDetached' ? 'detached' : 'cutOff',
    leftAt: Math.max(last?.at ?? 0, told === null ? 0 : Date.parse(told.updatedAt)),
    liveAgents: attempts.filter((folder) => !isOver(folder) && hostOf(folder) !== null).length,
  };
}

/** Type and time of the journal's last whole line; null when it can't be told. */
function lastEvent(journal: string): { readonly type: string; readonly at: number } | null {
  const line = readTail(journal).split('\n').at(-2);
  if (line === undefined) return null;
  const value = parse(line);
  if (typeof value !== 'object' || value === null || !('type' in value) || !('at' in value)) return null;
  const { type, at } = value;
  return typeof type === 'string' && typeof at === 'number' ? { type, at } : null;
}

function readTail(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    const bytes = readSync(descriptor, tail, 0, tail.length, size - tail.length);
    return tail.subarray(0, bytes).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    // The first part of a long line is missing.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
