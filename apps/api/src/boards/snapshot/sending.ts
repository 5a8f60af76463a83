import type { Language } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { isKnownTo } from '../../http/etag.js';
import { varyBy } from '../../http/reader-words.js';
import type { Result } from '../../result.js';
import type { BoardReader, Encoding } from './encoding.js';

/** From the headers `If-None-Match` and `Accept-Encoding`. */
export function readerOf(
  known: string | undefined,
  codings: string | undefined,
  language: Language,
): BoardReader {
  return {
    isKnown: (etag) => isKnownTo(known, etag),
    acceptsGzip: /\bgzip\b(?!;q=0(\.0+)?\b)/.test(codings ?? ''),
    language,
  };
}

/** Sets the headers of the answer. The body is undefined for a reader who has it already. */
export function send(reply: FastifyReply, read: Result<Encoding>): Result<unknown> | Buffer | undefined {
  if (!read.ok) return read;
  const { etag, body, encoding } = read.value;
  void reply.header('etag', etag);
  varyBy(reply, 'accept-encoding, Accept-Language');
  if (body === null) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('content-type', 'application/json; charset=utf-8');
  if (encoding) void reply.header('content-encoding', encoding);
  return body;
}
