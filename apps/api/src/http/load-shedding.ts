import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FairShares, type NoPlace, type Taker } from './fair-shares.js';
import { networkOf } from './network.js';
import { problemOf } from './problems/problem.js';
import { wordsFor } from './reader-words.js';

const streamRoute = '/v1/workspaces/:workspace/boards/:board/events';
const exemptRoutes = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Refuses requests at once beyond so many in flight, or when the event loop runs so many milliseconds late: 503 where
 * the server has no place left, 429 where one caller or network has its share. Health and metrics always pass; open
 * streams have places of their own.
 *
 * A request takes its place when its body has arrived, so a slow sender keeps nobody out. Until then it only counts
 * for its network.
 */
export function shedLoad(fastify: FastifyInstance, max: { inFlight: number; loopDelay: number }): void {
  const delay = measureLoopDelay(fastify);
  const arriving = new FairShares(2 * max.inFlight);
  const inFlight = new FairShares(max.inFlight);

  fastify.addHook('onRequest', async (request, reply) => {
    if (isExempt(request)) return;
    const taker = takerOf(request);
    const refusal = delay() > max.loopDelay ? 'full' : (inFlight.refusal(taker) ?? arriving.refusal(taker));
    if (refusal) return refuse(request, reply, refusal);
    // 'close' comes for every response, also for one whose client has gone.
    reply.raw.once('close', arriving.take(taker));
  });
  fastify.addHook('preValidation', async (request, reply) => {
    if (isExempt(request)) return;
    const taker = takerOf(request);
    const refusal = inFlight.refusal(taker);
    if (refusal) return refuse(request, reply, refusal);
    reply.raw.once('close', inFlight.take(taker));
  });
}

/** Who sends a request, before anybody has checked the token. */
function takerOf({ headers, ip }: FastifyRequest): Taker {
  return { caller: headers.authorization ?? null, network: networkOf(ip) };
}

function refuse(request: FastifyRequest, reply: FastifyReply, why: NoPlace): FastifyReply {
  const code = why === 'full' ? 'overloaded' : 'rate-limited';
  const refusal = { code, facts: { retryAfterSeconds: 1 } } as const;
  const { status, headers, body } = problemOf(refusal, wordsFor(request));
  return reply.status(status).headers(headers).send(body);
}

function isExempt({ routeOptions: { url = '' }, headers }: FastifyRequest): boolean {
  return exemptRoutes.has(url) || (url === streamRoute && headers.accept === 'text/event-stream');
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
