import { render } from 'ink';
import type { RunHandle } from '../../app/project.ts';
import { runSubject, type Surroundings } from '../../app/dashboardSubject.ts';
import { UserError } from '../../core/base/userError.ts';
import type { RunStatus } from '../../shared/status.ts';
import { LiveTable, linesAround } from '../live/LiveTable.tsx';
import { liveView } from '../live/liveView.ts';
import type { LiveScreen } from '../live/showLive.tsx';
import { openFullScreen } from './fullScreen.ts';
import { hasRoom } from './room.ts';
import { WatchInput } from './WatchInput.tsx';
import { WatchScreen } from './WatchScreen.tsx';
import { watchKeys, withCursorTied, type WatchFacts, type WatchKey } from './watchKeys.ts';
import { firstUi, shownMode, type Ask } from './watchUi.ts';
import { watchView } from './watchView.ts';

/** Between two frames that no key asked for: 4 a second. */
const intervalMs = 250;

export interface WatchOptions {
  readonly colored: boolean;
  readonly around: Surroundings;
  readonly onKey: (key: 'q' | 'interrupt') => void;
}

/**
 * Shows a run in panes on the whole terminal and lets a person steer it, until it is closed; where the terminal has
 * become too small for them, the table. Throws UserError when its journal can't be shown.
 */
export function showWatch(handle: RunHandle, { colored, around, onKey }: WatchOptions): LiveScreen {
  const { stdout } = process;
  let pending: NodeJS.Timeout | null = null;
  const later = () => {
    pending ??= setTimeout(update, intervalMs);
  };
  const subject = runSubject(handle, around, later);
  let ui = firstUi;
  let shown: { readonly facts: WatchFacts; readonly status: RunStatus } = look();
  const firstFrame = frame();
  const fullScreen = openFullScreen(stdout);
  const screen = render(firstFrame, { maxFps: 10, exitOnCtrlC: false, patchConsole: false });
  const clock = setInterval(later, 1_000);
  stdout.on('resize', update);

  /** What is there at this moment: keys are about this until the next look. */
  function look(): typeof shown {
    const status = handle.status();
    const view = subject.view(Date.now());
    ui = withCursorTied(ui, view);
    return { status, facts: { view, requestOf: (ref) => requestOf(status, ref), page: 1, lastTop: 0 } };
  }

  function frame() {
    const now = Date.now();
    const size = { width: stdout.columns - 1, height: stdout.rows - 1, now };
    const { view } = shown.facts;
    const mode = shownMode(ui.mode);
    const detail = mode.kind === 'detail' ? subject.detail(mode.ref, now) : null;
    const model = watchView({ view, detail }, ui, size);
    const lastTop = model.body.kind === 'text' ? model.body.lastTop : 0;
    shown = { ...shown, facts: { ...shown.facts, page: model.page, lastTop } };
    return (
      <>
        <WatchInput onKey={press} onInterrupt={() => onKey('interrupt')} />
        {hasRoom(stdout) ? (
          <WatchScreen view={model} colored={colored} />
        ) : (
          <LiveTable
            view={liveView(shown.status, now, Math.max(1, stdout.rows - linesAround))}
            width={Math.max(20, stdout.columns - 1)}
            colored={colored}
            footer="q leaves; the run goes on"
          />
        )}
      </>
    );
  }

  function update(): void {
    if (pending !== null) clearTimeout(pending);
    pending = null;
    shown = look();
    screen.rerender(frame());
  }

  function press(key: WatchKey): void {
    if (!hasRoom(stdout)) {
      if (key.name === 'text' && key.text === 'q') onKey('q');
      return;
    }
    const step = watchKeys(ui, key, shown.facts);
    ui = step.ui;
    if (step.effect?.kind === 'leave') onKey('q');
    else if (step.effect?.kind === 'ask') void ask(step.effect.ask);
    screen.rerender(frame());
  }

  async function ask({ command, done }: Ask): Promise<void> {
    say('Asking the run …');
    say(await answerTo(handle, command, done));
  }

  function say(notice: string | null): void {
    ui = { ...ui, notice };
    screen.rerender(frame());
  }

  return {
    setFooter: say,
    close: () => {
      clearInterval(clock);
      if (pending !== null) clearTimeout(pending);
      stdout.off('resize', update);
      subject.dispose();
      screen.unmount();
      fullScreen.dispose();
    },
  };
}

async function answerTo(handle: RunHandle, command: Ask['command'], done: string): Promise<string> {
  try {
    const answer = await handle.command(command);
    return answer.ok ? done : `Nothing was done: ${answer.reason}.`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function requestOf(status: RunStatus, ref: string): ReturnType<WatchFacts['requestOf']> {
  return status.tasks.find(({ plan, id }) => `${plan}/${id}` === ref)?.request ?? null;
}
