import type { Detail } from '@weir/words';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../../result.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Accepts JSON bodies only; anything else is 415. The bytes are kept for their hash and their length. */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    request.rawBody = bytes;
    try {
      done(null, bytes.length === 0 ? undefined : JSON.parse(utf8.decode(bytes)));
    } catch (error) {
      done(new Refused({ code: 'malformed', detail: detailOf(error) }) as unknown as Error);
    }
  });
}

/** The engine's own message is English, so only the position is taken from it, where it has one. */
function detailOf(error: unknown): Detail {
  if (!(error instanceof SyntaxError)) return { key: 'notUtf8' };
  const position = / at position (\d+)/.exec(error.message)?.[1];
  return { key: 'notJson', values: { position: position === undefined ? -1 : Number(position) + 1 } };
}
