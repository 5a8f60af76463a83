import type { FastifyInstance } from 'fastify';

/** More than an answer has. */
const most = 20;

/**
 * A streamed answer has a dozen listeners for its end: those of its places and times, of Fastify, and of the stream. Node warns of more
 * than ten, because they could be a leak.
 */
export function expectListeners(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setMaxListeners(most);
    done();
  });
}
