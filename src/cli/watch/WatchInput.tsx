import { useInput } from 'ink';
import type { ReactNode } from 'react';
import { readKeys } from './readKeys.ts';
import type { WatchKey } from './watchKeys.ts';

export interface WatchInputProps {
  readonly onKey: (key: WatchKey) => void;
  /** Ctrl-C, which is no signal while keys are read one by one. */
  readonly onInterrupt: () => void;
}

/** Reads the terminal's keys one by one. */
export function WatchInput({ onKey, onInterrupt }: WatchInputProps): ReactNode {
  useInput((input, key) => {
    if (key.ctrl && input === 'c') onInterrupt();
    else for (const pressed of readKeys(input, key)) onKey(pressed);
  });
  return null;
}
