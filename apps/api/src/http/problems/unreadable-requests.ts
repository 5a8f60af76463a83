import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '@weir/contract';
import type { ConnectionError, FastifyInstance } from 'fastify';
import { hasToken } from '../access/token-text.js';
import { languageHeaders, wordsFor } from '../reader-words.js';
import { problemOf } from './problem.js';

/** What Node's parser could not read, by its codes. Everything else is malformed. */
const codes: Record<string, ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too-large',
};

type Connection = Socket & { _httpMessage?: { headersSent: boolean } };

/**
 * Refuses what is not HTTP: it becomes no request, so no hook and no filter sees it. The refusal is written to the
 * connection with the headers of every answer, and the connection is closed, unless a response has begun there.
 */
export function refuseUnreadable(headersOfAll: Record<string, string>) {
  return (error: ConnectionError, socket: Connection): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable && !socket._httpMessage?.headersSent) socket.write(responseTo(error, headersOfAll));
    socket.destroy(error);
  };
}

function responseTo({ code }: ConnectionError, headersOfAll: Record<string, string>): string {
  const words = wordsFor({ headers: {} });
  const { status, headers, body } = problemOf({ code: codes[code] ?? 'malformed' }, words);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headersOfAll,
    ...languageHeaders(words),
    ...headers,
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`;
}

/** Refuses an HTTP/1.1 request without a host. Node would answer it itself, with no body. */
export function requireHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.raw.httpVersion !== '1.1' || request.headers.host !== undefined) return;
    const { status, headers, body } = problemOf({ code: 'malformed' }, wordsFor(request));
    return reply
      .status(status)
      .headers({ ...headers, connection: 'close' })
      .send(body);
  });
}

/** Refuses an API token in an address, whatever the route: proxies and browsers keep addresses. */
export function refuseTokensInAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (!hasToken(request.url)) return;
    const refusal = { code: 'malformed', detail: { key: 'tokenInAddress' } } as const;
    const { status, headers, body } = problemOf(refusal, wordsFor(request));
    return reply.status(status).headers(headers).send(body);
  });
}
