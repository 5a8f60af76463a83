import type { FastifyInstance } from 'fastify';

/** Listeners of one answer for one event. An answer has fewer. */
const most = 20;

/**
 * Allows an answer more than ten listeners for its end, after which Node warns of a leak. A streamed answer has a dozen or more: each
 * place, turn, slot and time bound adds one, and so do Fastify and the stream.
 */
export function expectListeners(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setMaxListeners(most);
    done();
  });
}
