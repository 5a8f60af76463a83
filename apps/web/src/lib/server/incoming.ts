import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import { env } from '@/lib/env';
import { headersOfAll } from './response-headers';

type Started = { request: IncomingMessage; response: ServerResponse };

/**
 * Prepares every request before Next.js sees it: names the browser's address in X-Forwarded-For, sets the headers of
 * every answer, and compresses the response (br or gzip) where that is worth it. Next.js has no hook for any of this in
 * its standalone server. An answer with `Cache-Control: no-transform`, as streams have, stays as it is.
 */
export function prepareRequests(): void {
  const compress = compression();
  const headers = headersOfAll(env().NEXTAUTH_URL);
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Started;
    const named = request.headers['x-forwarded-for'];
    const address = browserAddress(String(named ?? ''), request.socket.remoteAddress, env().WEIR_WEB_PROXIES);
    if (address) request.headers['x-forwarded-for'] = address;
    else delete request.headers['x-forwarded-for'];
    request.url = readable(request.url ?? '/');
    response.setHeaders(headers);
    compress(request as never, response as never, () => {});
  });
}

/** An address whose path can't be decoded, to which Next.js would answer 500, leads to a call that does not exist: 404. */
function readable(url: string): string {
  try {
    decodeURIComponent(url.split('?', 1)[0] as string);
    return url;
  } catch {
    return '/api/weir/unreadable';
  }
}

/**
 * The address of the browser, with this many proxies in front of this server. Each proxy adds the address that it was
 * called from; what a browser wrote before that is not to be believed. The address of a connection that its browser has
 * reset is unknown, and its place stays empty: otherwise what the browser wrote would move up into it.
 */
export function browserAddress(
  forwardedFor: string,
  connection: string | undefined,
  proxies: number,
): string | undefined {
  const named = forwardedFor.split(',').map((part) => part.trim());
  const addresses = [...named.filter(Boolean), connection];
  return addresses.at(-1 - Math.min(proxies, addresses.length - 1));
}
