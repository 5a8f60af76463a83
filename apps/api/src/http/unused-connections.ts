import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets go of connections that never carried a call when the server stops: Node does not count them as idle
 * and would wait for them. Browsers and `fetch` open such ones ahead of need, as after a stream was cut.
 * A connection whose call was in work then goes with its answer, instead of being kept alive.
 */
export function dropUnusedConnections(fastify: FastifyInstance): void {
  const unused = new Set<Socket>();
  let isStopping = false;
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  fastify.server.on('request', (request) => unused.delete(request.socket));
  fastify.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy();
    isStopping = true;
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close');
  });
}
