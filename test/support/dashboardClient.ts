import { request, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostMessage, PageMessage } from '../../src/shared/dashboard/messages.ts';
import { until } from './until.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a server on this machine; headers that browsers and `fetch` keep to themselves can be set as well. */
export function ask(port: number, path: string, asked: Asked = {}): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body } = asked;
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asking.once('error', reject);
    asking.end(body);
  });
}

/** A page of a served dashboard, without a browser. */
export interface ListeningPage {
  /** All that came, oldest first. */
  readonly messages: readonly HostMessage[];
  /** Resolves with the first message, from now or from before, that is looked for. */
  heard<Type extends HostMessage['type']>(
    type: Type,
    isIt?: (message: Extract<HostMessage, { readonly type: Type }>) => boolean,
  ): Promise<Extract<HostMessage, { readonly type: Type }>>;
  say(message: PageMessage): Promise<HttpAnswer>;
  readonly isClosed: () => boolean;
  close(): void;
}

export async function listenTo(
  { port, token }: { readonly port: number; readonly token: string },
  id = 'test',
): Promise<ListeningPage> {
  const messages: HostMessage[] = [];
  let closed = false;
  const stream = await new Promise<ClientRequest>((resolve, reject) => {
    const path = `/events?token=${token}&page=${id}`;
    const asking = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          if (part.startsWith('data: ')) messages.push(JSON.parse(part.slice(6)) as HostMessage);
        }
      });
      response.once('close', () => (closed = true));
      response.once('error', () => (closed = true));
      resolve(asking);
    });
    asking.once('error', reject);
    asking.end();
  });
  return {
    messages,
    isClosed: () => closed,
    heard: async (type, isIt = () => true) => {
      type Wanted = Extract<HostMessage, { readonly type: typeof type }>;
      const find = () =>
        messages.find((message): message is Wanted => message.type === type && isIt(message as Wanted));
      await until(() => find() !== undefined, `a message ${type}`);
      return find()!;
    },
    say: (message) =>
      ask(port, `/messages?page=${id}`, {
        method: 'POST',
        headers: { Origin: `http://127.0.0.1:${port}`, Authorization: `Bearer ${token}` },
        body: JSON.stringify(message),
      }),
    close: () => stream.destroy(),
  };
}

/** A built page that does nothing, for what is about its host. */
export function standInPage(folder: string): string {
  const page = join(folder, 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'main.js'), 'globalThis.tuttiStarted = "</script>";\n');
  writeFileSync(join(page, 'charts.js'), 'globalThis.tuttiCharts = null;\n');
  writeFileSync(join(page, 'main.css'), 'body { color: red; }\n');
  writeFileSync(join(page, 'notes.txt'), 'not for the page\n');
  return page;
}
