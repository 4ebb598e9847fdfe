import type { Surroundings } from '../app/dashboardSubject.ts';
import type { RunHandle, RunSummary } from '../app/project.ts';
import { UserError } from '../core/base/userError.ts';
import { timeOfDayText } from '../shared/dashboard/quantities.ts';
import { onInterrupt } from './interrupts.ts';
import { Narrator } from './narrator.ts';
import { summaryLines } from './print/runSummary.ts';
import type { Terminal } from './terminal.ts';
import { hasRoom } from './watch/room.ts';

export interface ShowOptions {
  /** One journal event a line on standard output, and nothing else there. */
  readonly json: boolean;
  /** False: plain lines even on a terminal. */
  readonly live: boolean;
  /** `stop`: Ctrl-C stops the run gracefully; `leave`: it only stops watching. */
  readonly interrupt: 'stop' | 'leave';
  /** Plain lines tell what happened from here on (epoch ms); without it all from the run's start. */
  readonly since?: number;
  /** What panes show beside the run; absent or null: a table. An unattended or a small terminal has none. */
  readonly panes?: Surroundings | null;
}

/** Shows a run until it is over and says how it ended; null when a person stopped watching before. */
export async function showRun(
  handle: RunHandle,
  terminal: Terminal,
  options: ShowOptions,
): Promise<RunSummary | null> {
  const watching = new AbortController();
  let say = (text: string) => terminal.report(text);
  const stopping = new AbortController();
  const interrupts = onInterrupt(() => {
    if (options.interrupt === 'leave') {
      watching.abort();
      return;
    }
    stopping.abort();
    stop(handle, (text) => say(text));
  });
  try {
    const screen = await openScreen(handle, terminal, {
      ...options,
      onInterrupt: interrupts.interrupt,
      onQuit: () => {
        if (options.interrupt === 'leave') watching.abort();
      },
    });
    say = screen.say;
    const summary = await Promise.race([handle.whenOver(), aborted(watching.signal)]).finally(screen.close);
    if (summary === null) return null;
    if (!options.json) terminal.print(['', ...summaryLines(summary, terminal)].join('\n'));
    // Whatever else needs a person: it was one who ended it.
    return stopping.signal.aborted ? { ...summary, exitCode: 130 } : summary;
  } finally {
    interrupts.dispose();
    await handle.dispose();
  }
}

function stop(handle: RunHandle, say: (text: string) => void): void {
  say('Stopping: work is kept, `tutti resume` goes on. Ctrl-C again leaves at once (agents go on).');
  void handle.command({ type: 'stop' }).then((answer) => {
    if (!answer.ok) say(`It can't be stopped: ${answer.reason}`);
  });
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

interface Screen {
  readonly say: (text: string) => void;
  readonly close: () => void;
}

interface ScreenOptions extends ShowOptions {
  readonly onInterrupt: () => void;
  readonly onQuit: () => void;
}

async function openScreen(handle: RunHandle, terminal: Terminal, options: ScreenOptions): Promise<Screen> {
  if (options.json) return printEvents(handle, terminal);
  if (!options.live || !terminal.live) return narrate(handle, terminal, options.since ?? 0);
  const { panes = null } = options;
  if (panes === null || !terminal.interactive || !hasRoom(terminal.size()))
    return showTable(handle, terminal, options);
  try {
    return await showPanes(handle, terminal, { ...options, panes });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A journal that can't be read as a whole: the status has a table all the same.
    const table = await showTable(handle, terminal, options);
    table.say(error.message);
    return table;
  }
}

function printEvents(handle: RunHandle, terminal: Terminal): Screen {
  const close = handle.onEvent((event) => terminal.print(JSON.stringify(event)));
  return { say: (text) => terminal.report(text), close };
}

function narrate(handle: RunHandle, terminal: Terminal, since: number): Screen {
  const narrator = new Narrator(timeOfDayText);
  const close = handle.onEvent((event) => {
    const line = narrator.line(event);
    if (line !== null && event.at >= since) terminal.print(line);
  });
  return { say: (text) => terminal.report(text), close };
}

async function showTable(
  handle: RunHandle,
  { colored, interactive }: Terminal,
  options: ScreenOptions,
): Promise<Screen> {
  // The terminal interface takes a while to load: only where it is shown.
  const { showLive } = await import('./live/showLive.tsx');
  const screen = showLive(handle, {
    colored,
    keys: interactive,
    onKey: (key) => (key === 'interrupt' ? options.onInterrupt() : options.onQuit()),
  });
  if (options.interrupt === 'leave' && interactive) screen.setFooter('q leaves; the run goes on');
  return { say: screen.setFooter, close: screen.close };
}

async function showPanes(
  handle: RunHandle,
  { colored }: Terminal,
  options: ScreenOptions & { readonly panes: Surroundings },
): Promise<Screen> {
  const { showWatch } = await import('./watch/showWatch.tsx');
  const screen = showWatch(handle, {
    colored,
    around: options.panes,
    onKey: (key) => (key === 'interrupt' ? options.onInterrupt() : options.onQuit()),
  });
  return { say: screen.setFooter, close: screen.close };
}
