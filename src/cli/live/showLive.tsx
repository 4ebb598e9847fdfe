import { render, useInput } from 'ink';
import type { ReactNode } from 'react';
import type { RunStatus } from '../../shared/status.ts';
import { LiveTable, linesAround } from './LiveTable.tsx';
import { liveView } from './liveView.ts';

/** What a live table shows: a run handle, or anything else that has a changing status. */
export interface LiveSource {
  status(): RunStatus;
  /** The returned function ends it. */
  onChange(listener: () => void): () => void;
}

export interface LiveOptions {
  readonly colored: boolean;
  /** Keys come from the terminal's input; without it the table is shown only. */
  readonly keys: boolean;
  /** `interrupt`: Ctrl-C, which is no signal while keys are read one by one. */
  readonly onKey: (key: 'q' | 'interrupt') => void;
}

export interface LiveScreen {
  /** The line below the table; null takes it away. */
  readonly setFooter: (text: string | null) => void;
  /** Leaves the last table on the screen. */
  readonly close: () => void;
}

/** Shows a run on this terminal until it is closed: at most 10 frames a second, one a second for the clocks. */
export function showLive(source: LiveSource, { colored, keys, onKey }: LiveOptions): LiveScreen {
  const { stdout } = process;
  let footer: string | null = null;
  const frame = () => {
    const width = Math.max(20, stdout.columns - 1);
    const view = liveView(source.status(), Date.now(), Math.max(1, stdout.rows - linesAround));
    return (
      <>
        {keys && <Keys onKey={onKey} />}
        <LiveTable view={view} width={width} colored={colored} footer={footer} />
      </>
    );
  };
  // Ink's incremental rendering leaves lines behind when the table gets shorter; whole frames are synchronized updates.
  const screen = render(frame(), {
    maxFps: 10,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const update = () => screen.rerender(frame());
  const stopFollowing = source.onChange(update);
  const clock = setInterval(update, 1_000);
  stdout.on('resize', update);
  return {
    setFooter: (text) => {
      footer = text;
      update();
    },
    close: () => {
      clearInterval(clock);
      stdout.off('resize', update);
      stopFollowing();
      footer = null;
      update();
      screen.unmount();
    },
  };
}

function Keys({ onKey }: Pick<LiveOptions, 'onKey'>): ReactNode {
  useInput((input, key) => {
    if (key.ctrl && input === 'c') onKey('interrupt');
    else if (input === 'q') onKey('q');
  });
  return null;
}
