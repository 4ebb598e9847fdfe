import type { RunHandle, RunSummary } from '../app/project.ts';
import { onInterrupt } from './interrupts.ts';
import type { LiveScreen } from './live/showLive.tsx';
import { Narrator, timeOfDay } from './narrator.ts';
import { summaryLines } from './print/runSummary.ts';
import type { Terminal } from './terminal.ts';

export interface ShowOptions {
  /** One journal event a line on standard output, and nothing else there. */
  readonly json: boolean;
  /** False: plain lines even on a terminal. */
  readonly live: boolean;
  /** `stop`: Ctrl-C stops the run gracefully; `leave`: it only stops watching. */
  readonly interrupt: 'stop' | 'leave';
}

/** Shows a run until it is over and says how it ended; null when a person stopped watching before. */
export async function showRun(
  handle: RunHandle,
  terminal: Terminal,
  options: ShowOptions,
): Promise<RunSummary | null> {
  let leave: () => void = () => undefined;
  const left = new Promise<null>((resolve) => (leave = () => resolve(null)));
  let screen: Screen | null = null;
  const interrupts = onInterrupt(() => {
    if (options.interrupt === 'leave') leave();
    else stop(handle, (text) => screen?.say(text));
  });
  try {
    screen = await openScreen(handle, terminal, {
      ...options,
      onInterrupt: interrupts.interrupt,
      onQuit: () => {
        if (options.interrupt === 'leave') leave();
      },
    });
    const summary = await Promise.race([handle.whenOver(), left]);
    screen.close();
    screen = null;
    if (summary !== null && !options.json)
      terminal.print(['', ...summaryLines(summary, terminal)].join('\n'));
    return summary;
  } finally {
    screen?.close();
    interrupts.dispose();
    await handle.dispose();
  }
}

function stop(handle: RunHandle, say: (text: string) => void): void {
  say(
    'Stopping: agents are interrupted, their work stays on their branches. `tutti resume` goes on. Ctrl-C again leaves at once.',
  );
  void handle.command({ type: 'stop' }).then((answer) => {
    if (!answer.ok) say(`It can't be stopped: ${answer.reason}`);
  });
}

interface Screen {
  say(text: string): void;
  close(): void;
}

interface ScreenOptions extends ShowOptions {
  readonly onInterrupt: () => void;
  readonly onQuit: () => void;
}

async function openScreen(handle: RunHandle, terminal: Terminal, options: ScreenOptions): Promise<Screen> {
  if (options.json) return printEvents(handle, terminal);
  return options.live && terminal.live ? showTable(handle, terminal, options) : narrate(handle, terminal);
}

function printEvents(handle: RunHandle, terminal: Terminal): Screen {
  const close = handle.onEvent((event) => terminal.print(JSON.stringify(event)));
  return { say: (text) => terminal.report(text), close };
}

function narrate(handle: RunHandle, terminal: Terminal): Screen {
  const narrator = new Narrator(timeOfDay);
  const close = handle.onEvent((event) => {
    const line = narrator.line(event);
    if (line !== null) terminal.print(line);
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
  const screen: LiveScreen = showLive(handle, {
    colored,
    keys: interactive,
    onKey: (key) => (key === 'interrupt' ? options.onInterrupt() : options.onQuit()),
  });
  if (options.interrupt === 'leave' && interactive) screen.setFooter('q leaves; the run goes on');
  return { say: (text) => screen.setFooter(text), close: () => screen.close() };
}
