import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { takesFile } from '../bodies/file-body.js';

/** Milliseconds for a whole request, and for one whose body is a file. */
export const arrivalTimes = { request: 10_000, file: 300_000 };

/**
 * Ends requests that take too long to arrive. Node has one timeout for the whole server, which files need to be long. So this
 * enforces the shorter one on all other requests, and on the rest of a request that is answered already.
 */
export function boundArrivalTimes(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    // A tool of the MCP server calls without a connection.
    if (raw.complete || !(raw.socket instanceof Socket)) return done();
    let timer = takesFile(request) ? undefined : endLate();
    reply.raw.once('finish', () => {
      clearTimeout(timer);
      if (!raw.complete) timer = endLate();
    });
    raw.once('end', () => clearTimeout(timer));
    raw.once('close', () => clearTimeout(timer));
    done();

    // A request that has its answer does not emit `close`, so its timer can outlive the connection.
    function endLate() {
      return setTimeout(end, arrivalTimes.request).unref();
    }
    function end() {
      if (raw.complete) return;
      const late = Object.assign(new Error('the request took too long'), {
        code: 'ERR_HTTP_REQUEST_TIMEOUT',
      });
      fastify.server.emit('clientError', late, raw.socket);
    }
  });
}
