import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOf } from './problems/problem.js';
import { wordsFor } from './reader-words.js';

/**
 * Answers requests with 503 at once beyond so many in flight, or when the event loop runs so many milliseconds late.
 * Health and metrics always pass; open streams are not counted.
 */
export function shedLoad(fastify: FastifyInstance, max: { inFlight: number; loopDelay: number }): void {
  const delay = measureLoopDelay(fastify);
  const counted = new WeakSet<FastifyRequest>();
  let inFlight = 0;

  fastify.addHook('onRequest', async (request, reply) => {
    if (isExempt(request)) return;
    if (inFlight >= max.inFlight || delay() > max.loopDelay) {
      const { status, headers, body } = problemOf(overloaded, wordsFor(request));
      return reply.status(status).headers(headers).send(body);
    }
    inFlight += 1;
    counted.add(request);
    // 'close' comes for every response, also for one whose client has gone.
    reply.raw.once('close', () => {
      if (counted.delete(request)) inFlight -= 1;
    });
  });
}

const overloaded = { code: 'overloaded', facts: { retryAfterSeconds: 1 } } as const;

function isExempt(request: FastifyRequest): boolean {
  return (
    /^\/(health\/|metrics)/.test(request.url) ||
    (/\/events(\?|$)/.test(request.url) && request.headers.accept === 'text/event-stream')
  );
}

/** The event loop's mean delay in the last half second, in milliseconds, measured after start-up. */
function measureLoopDelay(fastify: FastifyInstance): () => number {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  let mean = 0;
  fastify.addHook('onListen', async () => {
    histogram.enable();
    setInterval(() => {
      mean = histogram.count > 0 ? histogram.mean / 1e6 : 0;
      histogram.reset();
    }, 500).unref();
  });
  return () => mean;
}
