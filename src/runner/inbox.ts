import type { Disposable } from '../core/base/disposable.ts';
import type { AttemptMessage } from '../shared/attempt.ts';
import { isAttemptMessage } from '../shared/attemptGuards.ts';
import { followLines } from './followLines.ts';

/** Delivers the messages of an inbox in order, each once; lines that are none are passed over. */
export function followInbox(path: string, onMessage: (message: AttemptMessage) => void): Disposable {
  return followLines(path, {
    onLine: (line) => {
      const message = parse(line);
      if (isAttemptMessage(message)) onMessage(message);
    },
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A torn line of a writer that died; its message can't be known.
    return null;
  }
}
