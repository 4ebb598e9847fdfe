import { dashboardProtocol, type PageMessage } from '../../src/shared/dashboard/messages.ts';
import { actionQuestions } from '../../src/shared/dashboard/actionWords.ts';
import type { Host } from './host.ts';
import { downloadFile } from './downloadFile.ts';
import { sessionKeeper } from './sessionKeeper.ts';

/**
 * The local web server: `GET events` is the stream of host messages, `POST messages` takes page messages, both beside
 * the page, and both with an id that tells this page from others. The token is the page's own: `#token=…` or
 * `?token=…`; it goes in the query of the first, which can't have headers, and as `Authorization: Bearer` of the second.
 */
export function webHost(address: URL): Host {
  const token = tokenOf(address);
  const page = Math.random().toString(36).slice(2);
  /** What was said before the server listened. */
  const waiting: PageMessage[] = [];
  let isOpen = false;
  let wasOpen = false;

  function post(message: PageMessage): void {
    const request = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(message),
    };
    // The stream notices as well, and says so to the person.
    void fetch(new URL(`messages?page=${page}`, address), request).catch(() => null);
  }

  return {
    send: (said) => {
      const message = confirmed(said);
      if (message === null) return;
      if (isOpen) post(message);
      else if (waiting.length < mostWaiting) waiting.push(message);
    },
    listen: ({ onMessage, onLink }) => {
      const query = new URLSearchParams({ token, page });
      let source: EventSource | null = null;
      // Browsers allow a server six connections at once: those of tabs that nobody sees are let go.
      const connect = (): void => {
        source?.close();
        source = null;
        isOpen = false;
        if (!document.hidden) source = open();
      };
      const open = (): EventSource => {
        const stream = new EventSource(new URL(`events?${query.toString()}`, address));
        stream.onopen = () => {
          isOpen = true;
          onLink(null);
          // The server knows no streams of before.
          if (wasOpen) post({ type: 'ready', protocol: dashboardProtocol });
          wasOpen = true;
          for (const message of waiting.splice(0)) post(message);
        };
        stream.onerror = () => {
          isOpen = false;
          const problem =
            stream.readyState === EventSource.CLOSED
              ? 'The server does not let this page in'
              : 'The connection is lost; trying again';
          onLink(`${problem}. If the server has ended, open the address that \`tutti dashboard\` prints.`);
        };
        stream.onmessage = ({ data }) => onMessage(parsed(data));
        return stream;
      };
      document.addEventListener('visibilitychange', connect);
      connect();
    },
    ...sessionKeeper,
    save: downloadFile,
    contextOf: () => null,
    isLive: true,
  };
}

/** As the person wants it said after a second look; null: not at all. */
function confirmed(message: PageMessage): PageMessage | null {
  const what = message.type === 'act' ? message.action : message.type === 'control' ? message.control : 'run';
  const question = actionQuestions[what];
  if (question !== undefined && !confirm(question)) return null;
  if (message.type !== 'act' || what !== 'answer') return message;
  // The question is in the drawer.
  const answer = prompt('Your answer');
  return answer ? { ...message, answer } : null;
}

const mostWaiting = 20;

function tokenOf({ hash, searchParams }: URL): string {
  return new URLSearchParams(hash.slice(1)).get('token') ?? searchParams.get('token') ?? '';
}

/** Null, which no guard lets through, where it is no JSON. */
function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
