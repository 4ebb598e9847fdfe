import { appendFileSync } from 'node:fs';
import { isAlive } from '../adapters/process/identity.ts';
import type { AttemptEvent } from '../shared/attemptEvent.ts';
import { isAttemptEvent } from '../shared/attemptGuards.ts';
import type { AttemptFolder } from './attemptFolder.ts';
import { followLines } from './followLines.ts';
import { OpenRequests } from './openRequests.ts';
import { Renderer } from './render.ts';
import type { Terminal } from './terminal.ts';

/** How much of a long transcript is shown. */
const shownBytes = 1024 * 1024;
const lookMs = 250;
/** A host that just claimed the token has not written its identity yet. */
const hostStartMs = 5_000;

export interface AttachedLines {
  /** Calls back for each typed line until the end. */
  onTyped(listener: (line: string) => void): void;
}

/**
 * Shows an attempt that another process hosts, or that is over, and forwards what is typed to its inbox. Resolves at
 * the end of the attempt: `over`, or `abandoned` when its host died without a result.
 */
export async function attach(
  folder: AttemptFolder,
  terminal: Terminal,
  input: AttachedLines,
): Promise<'over' | 'abandoned'> {
  const renderer = new Renderer(terminal.colored);
  const open = new OpenRequests();
  const transcript = followLines(folder.file('events'), {
    lastBytes: shownBytes,
    ready: () => terminal.drained(),
    onLine: (line) => {
      const event = readEvent(line);
      if (event === null) return;
      open.track(event);
      const text = renderer.event(event);
      if (text !== null) terminal.line(text);
    },
  });
  input.onTyped((line) => {
    if (line.trim() === '' || folder.isOver()) return;
    appendFileSync(folder.file('inbox'), `${JSON.stringify(open.readTyped(line))}\n`);
  });
  const ending = await hostGone(folder);
  await transcript.catchUp();
  transcript.dispose();
  const result = folder.readResult();
  if (result !== null) terminal.line(renderer.result(result));
  return ending;
}

function readEvent(line: string): AttemptEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    return isAttemptEvent(value) ? value : null;
  } catch {
    // A torn line: the host died while it wrote.
    return null;
  }
}

function hostGone(folder: AttemptFolder): Promise<'over' | 'abandoned'> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        // In this order: a host writes its result before it dies.
        const runner = folder.readRunner();
        const lives = runner === null ? performance.now() - since < hostStartMs : isAlive(runner);
        if (folder.isOver()) resolve('over');
        else if (!lives) resolve('abandoned');
        else setTimeout(look, lookMs);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    look();
  });
}
