import type { AttemptEvent, AttemptUsage } from '../../shared/attemptEvent.ts';

/** What is known of a worker beside the journal: folded from its attempt's events, lost with the process. */
export interface LiveWorker {
  readonly pid: number | null;
  readonly doing: string;
  readonly lastSignAt: number;
  readonly usage: AttemptUsage | null;
  readonly progress: number | null;
}

/** Folds events of a task's present attempt. */
export function foldWorker(known: LiveWorker | null, events: readonly AttemptEvent[]): LiveWorker {
  let { pid, doing, lastSignAt, usage, progress } = known ?? {
    pid: null,
    doing: 'starting',
    lastSignAt: 0,
    usage: null,
    progress: null,
  };
  for (const event of events) {
    lastSignAt = event.at;
    switch (event.type) {
      case 'agentStarted':
        pid = event.pid;
        break;
      case 'usage':
        usage = event;
        break;
      case 'progress':
        progress = event.fraction;
        break;
      default:
        doing = doingText(event) ?? doing;
    }
  }
  return { pid, doing, lastSignAt, usage, progress };
}

function doingText(event: AttemptEvent): string | null {
  switch (event.type) {
    case 'text':
    case 'thinking':
    case 'output':
      return lastLine(event.text);
    case 'toolStarted':
      return lastLine(`${event.tool} ${event.summary}`);
    case 'retrying':
      return `retries after ${event.error}`;
    case 'permissionAsked':
      return `asks for ${event.tool}`;
    case 'questionAsked':
      return 'asks a question';
    default:
      return null;
  }
}

function lastLine(text: string): string | null {
  const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? null : line.slice(0, 120);
}
