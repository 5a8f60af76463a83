import type { FastifyInstance } from 'fastify';
import { Refused } from '../result.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON is the one kind of body that there is; anything else is 415. The bytes are kept for idempotency keys. */
export function takeJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    request.rawBody = bytes;
    try {
      done(null, bytes.length === 0 ? undefined : JSON.parse(utf8.decode(bytes)));
    } catch (error) {
      const detail = `The body is not JSON: ${error instanceof SyntaxError ? error.message : 'it is not UTF-8'}.`;
      done(new Refused({ code: 'malformed', detail }) as unknown as Error);
    }
  });
}
