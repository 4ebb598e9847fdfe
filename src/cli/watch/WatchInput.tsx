import { useInput, type Key } from 'ink';
import type { ReactNode } from 'react';
import type { WatchKey } from './watchKeys.ts';

/** Reads the terminal's keys one by one. */
export function WatchInput({
  onKey,
  onInterrupt,
}: {
  readonly onKey: (key: WatchKey) => void;
  /** Ctrl-C, which is no signal while keys are read one by one. */
  readonly onInterrupt: () => void;
}): ReactNode {
  useInput((input, key) => {
    if (key.ctrl && input === 'c') {
      onInterrupt();
      return;
    }
    const named = nameOf(key);
    if (named !== null) onKey({ name: named });
    else if (!key.ctrl && !key.meta && input !== '')
      for (const text of unlessHeld(input)) onKey({ name: 'text', text });
  });
  return null;
}

function nameOf(key: Key): Exclude<WatchKey['name'], 'text'> | null {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.pageUp) return 'pageUp';
  if (key.pageDown) return 'pageDown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.tab) return key.shift ? 'backTab' : 'tab';
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  return key.backspace || key.delete ? 'backspace' : null;
}

/** A key that is held down comes as several at once. Other text in one piece was pasted: it stays one text, which is no key. */
function unlessHeld(input: string): readonly string[] {
  return /^(.)\1+$/su.test(input) ? (input.match(/./gsu) ?? []) : [input];
}
