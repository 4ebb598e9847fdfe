import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What may stand in `Host`: the names of this machine that lead to the server's port, which is left out when it is 80. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].some(
    (name) => host === `${name}:${port}` || (port === 80 && host === name),
  );
}

/** What is asked for: the page may be opened from anywhere, data only by that page, and what it says needs its word. */
export type Asked = 'page' | 'data' | 'message';

/**
 * Whether a request comes from a page of this server, or from no page at all. Browsers say in `Origin` where a page is
 * from with every POST, and with others when it is another origin; `Sec-Fetch-Site` tells of the rest.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, asked: Asked): boolean {
  const { host, origin } = headers;
  if (origin !== undefined) return withoutPort80(origin) === withoutPort80(`http://${host ?? ''}`);
  if (asked === 'message') return false;
  const site = headers['sec-fetch-site'] ?? 'none';
  return asked === 'page' || site === 'same-origin' || site === 'none';
}

function withoutPort80(origin: string): string {
  return origin.replace(/:80$/, '');
}

/** Of `Authorization: Bearer`, else of the query; null when there is none. */
export function tokenOf(headers: IncomingHttpHeaders, query: URLSearchParams): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? query.get('token');
}

/** Takes the same time for every wrong token. */
export function isSameToken(given: string | null, expected: string): boolean {
  return timingSafeEqual(digest(given ?? ''), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
