import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf } from '../../core/base/systemFault.ts';
import { UserError } from '../../core/base/userError.ts';
import { errorCode } from '../process/errorCode.ts';
import { EventStream } from './eventStream.ts';
import { readBody } from './readBody.ts';
import { isOwnHost, isOwnOrigin, isSameToken, tokenOf, type Asked } from './requestGuard.ts';

const maxBodyBytes = 64 * 1024;
const maxListeners = 32;
const requestTimeoutMs = 10_000;

/** What a page gets, and who hears what it says. */
export interface SitePage {
  /** What the page said: parsed JSON, whatever it is. */
  take(message: unknown): Promise<void>;
  dispose(): void;
}

export interface SiteFile {
  readonly type: string;
  readonly content: Buffer;
}

/** What the server serves; all of it is asked for anew each time. */
export interface DashboardSite {
  /** HTML; scripts and styles in it carry the nonce. */
  page(nonce: string): string;
  /** A file beside the page; null when there is none of that name. */
  file(name: string): SiteFile | null;
  open(send: (message: object) => void): SitePage;
  /** Prometheus text format. */
  metrics(): string;
  /** For what no answer can carry. */
  readonly report: (message: string) => void;
}

export interface DashboardServer {
  /** With the token: what a person opens. */
  readonly address: string;
  readonly token: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the dashboard on the loopback interface, to whoever has the token. `port` null: any free one; `token` null: a
 * new one. Rejects with UserError when the port can't be had.
 */
export async function serveDashboard(
  site: DashboardSite,
  { port, token: given }: { readonly port: number | null; readonly token: string | null },
): Promise<DashboardServer> {
  const token = given ?? randomBytes(24).toString('base64url');
  const handler = new Handler(site, token);
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    handler.handle(request, response).catch((error: unknown) => {
      // A page that is loaded anew leaves its requests behind.
      if (errorCode(error) === 'ECONNRESET' && request.destroyed) return;
      site.report(`The dashboard could not answer: ${reasonOf(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'Something went wrong; the command says what.');
    });
  });
  handler.port = await listen(server, port);
  return {
    address: `http://127.0.0.1:${handler.port}/?token=${token}`,
    token,
    port: handler.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(error, port)));
    server.listen(port ?? 0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function portProblem(error: Error, port: number | null): Error {
  const code = errorCode(error);
  if (code === 'EADDRINUSE')
    return new UserError(
      `Port ${String(port)} is in use: name another one, or leave --port out to get a free one.`,
    );
  if (code === 'EACCES')
    return new UserError(`Port ${String(port)} is not for you to use: name one from 1024.`);
  return error;
}

class Handler {
  port = 0;
  readonly #site: DashboardSite;
  readonly #token: string;
  /** By the id that each page gives itself; the newest last. */
  readonly #pages = new Map<SitePage, string>();

  constructor(site: DashboardSite, token: string) {
    this.#site = site;
    this.#token = token;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = `http://127.0.0.1${request.url ?? '/'}`;
    if (!URL.canParse(url)) {
      refuse(response, 400, 'That is no address.');
      return;
    }
    const { pathname, searchParams } = new URL(url);
    const stranger = strangerProblem(request, pathname, this.port);
    if (stranger !== null) {
      refuse(response, ...stranger);
      return;
    }
    // What lies beside the page is the program, and says nothing about a run: scripts are loaded without a token.
    const file = this.#site.file(pathname.slice(1));
    if (file !== null) {
      answer(response, file.type, file.content);
      return;
    }
    if (!isSameToken(tokenOf(request.headers, searchParams), this.#token)) {
      refuse(response, 401, 'This needs the whole address that `tutti dashboard` printed, with its token.');
      return;
    }
    await this.#serve(request, response, { pathname, page: searchParams.get('page') ?? '' });
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
    { pathname, page }: { readonly pathname: string; readonly page: string },
  ): Promise<void> {
    switch (pathname) {
      case '/':
        this.#showPage(response);
        break;
      case '/events':
        this.#stream(response, page);
        break;
      case '/messages':
        await this.#take(request, response, page);
        break;
      case '/metrics':
        answer(response, 'text/plain; version=0.0.4; charset=utf-8', this.#site.metrics());
        break;
      default:
        refuse(response, 404, 'There is nothing here.');
    }
  }

  #showPage(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', contentPolicy(nonce));
    answer(response, 'text/html; charset=utf-8', this.#site.page(nonce));
  }

  #stream(response: ServerResponse, id: string): void {
    if (this.#pages.size >= maxListeners) {
      refuse(response, 503, `${maxListeners} pages listen already: close some.`);
      return;
    }
    const stream = new EventStream(response, commonHeaders);
    const page = this.#site.open((message) => stream.send(message));
    this.#pages.set(page, id);
    response.once('close', () => {
      this.#pages.delete(page);
      page.dispose();
    });
  }

  async #take(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const body = await readBody(request, maxBodyBytes);
    if (body === null) {
      response.setHeader('Connection', 'close');
      refuse(response, 413, `A message has at most ${maxBodyBytes / 1024} KB.`);
      return;
    }
    const message = parse(body);
    if (message === undefined) {
      refuse(response, 400, 'That is no JSON.');
      return;
    }
    const page = [...this.#pages].findLast(([, its]) => its === id)?.[0];
    // Answers and refusals come by the stream: an owner may take a while.
    page?.take(message).catch((error: unknown) => {
      this.#site.report(`The dashboard could not do that: ${reasonOf(error)}`);
    });
    response.writeHead(page === undefined ? 409 : 204, commonHeaders).end();
  }
}

const commonHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** Status and sentence for whoever is no page of this server; null for who may ask, with the right token. */
function strangerProblem(
  { headers, method }: IncomingMessage,
  pathname: string,
  port: number,
): readonly [status: number, sentence: string] | null {
  if (!isOwnHost(headers.host, port)) return [403, 'This server is for 127.0.0.1 and localhost only.'];
  const asked = askedBy(pathname);
  if (!isOwnOrigin(headers, asked)) return [403, 'Only the page of this server may ask for that.'];
  if (asked === 'message') return method === 'POST' ? null : [405, `${pathname} takes POST only.`];
  return method === 'GET' || method === 'HEAD' ? null : [405, `${pathname} takes GET only.`];
}

function askedBy(pathname: string): Asked {
  if (pathname === '/') return 'page';
  return pathname === '/messages' ? 'message' : 'data';
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Charts are made into pictures by the page itself.
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function answer(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, {
    ...commonHeaders,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(content),
  });
  response.end(response.req.method === 'HEAD' ? undefined : content);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}

/** Undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
