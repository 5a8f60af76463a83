import type { FastifyInstance } from 'fastify';

/** Logs each request: failures on our side as warnings, the others only with `LOG_LEVEL=debug`. */
export function logResponses(fastify: FastifyInstance): void {
  const isDebugging = ['debug', 'trace'].includes(fastify.log.level);
  fastify.addHook('onResponse', (request, reply, done) => {
    if (request.isShed) return done();
    const level = reply.statusCode >= 500 ? 'warn' : 'debug';
    if (level === 'warn' || isDebugging) {
      const { bearer, access, firedBound } = request;
      request.log[level](
        {
          req: request,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          user: bearer?.userId,
          workspace: access?.workspaceId,
          trace: request.callSpan?.spanContext().traceId,
          ...(firedBound && { bound: firedBound }),
        },
        'answered',
      );
    }
    done();
  });
}
