import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const dataOnly = "default-src 'none'; frame-ancestors 'none'";
/** Scalar has inline styles, and images in its style sheet. */
const referencePage = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The headers of every answer. No cache may keep an answer, the browser's own included: the next person at the browser
 * could read it. Callers that keep answers themselves still send `If-None-Match`. What is public says so itself. Only
 * where people reach Weir by https, HSTS makes browsers use nothing else; the web app sends the same value.
 */
export function headersOfAll(publicUrl: string): Record<string, string> {
  return {
    'cache-control': 'private, no-store',
    'content-security-policy': dataOnly,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl.startsWith('https://') && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** The header with a request's id, in the request and in its answer. */
export const requestId = 'x-request-id';
const wellFormedId = /^[\w.:-]{1,128}$/;

/**
 * Sets them before Fastify sees the request, because it refuses some without calling a hook. Each request has an id, by which it
 * is found in the log: the caller's own, or else a new one.
 */
export function setResponseHeaders({ server }: FastifyInstance, headers: Record<string, string>): void {
  const shared = new Headers(headers);
  server.prependListener('request', (request, response) => {
    const given = request.headers[requestId];
    const id = typeof given === 'string' && wellFormedId.test(given) ? given : randomUUID();
    request.headers[requestId] = id;
    response.setHeaders(shared);
    response.setHeader(requestId, id);
    if (/^\/v1\/reference(?![^/?])/.test(request.url ?? ''))
      response.setHeader('content-security-policy', referencePage);
  });
}
