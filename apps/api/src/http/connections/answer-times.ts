import { isLongerCall, longerBoundsOf, timeBoundsOf } from '@weir/contract/time-bounds';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../env.js';
import { retryAfter } from '../../result.js';
import { takesFile } from '../bodies/file-body.js';
import { sendRefusal } from '../problems/problem.filter.js';
import { mayWait } from '../responses/may-wait.js';
import { whenClosed } from '../responses/when-closed.js';
import { arrivalTimes } from './arrival-times.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** It was refused because it took too long. Its own answer comes too late. */
    isOverdue: boolean;
  }
}

/**
 * Refuses calls that have not begun to answer in time. The time begins when their body has arrived, and includes waits for a turn and
 * for the database. The bounds inside end the remaining work of such a call. Streams and downloads have no bound. Calls of `/health`
 * have shorter bounds.
 */
export function boundAnswerTimes(fastify: FastifyInstance, env: Env): void {
  const [usual, longer] = [timeBoundsOf(env).request, longerBoundsOf(env).request];
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  fastify.decorateRequest('isOverdue', false);
  fastify.addHook('preValidation', async (request, reply) => {
    const { url = '' } = request.routeOptions;
    if (!url.startsWith('/v1/')) return;
    const files = takesFile(request) ? arrivalTimes.file : 0;
    const bound = (isLongerCall(url) ? longer : usual) + mayWait(request) * 1000 + files;
    const timer = setTimeout(() => refuse(request, reply), bound).unref();
    timers.set(request, timer);
    whenClosed(reply.raw, () => clearTimeout(timer));
  });
  fastify.addHook('onSend', async (request) => clearTimeout(timers.get(request)));
}

function refuse(request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent || reply.raw.headersSent) return;
  request.isOverdue = true;
  sendRefusal(request, reply, {
    code: 'overloaded',
    facts: retryAfter.full,
    bound: 'request',
    ...(request.method !== 'GET' && { detail: { key: 'outcomeUnknown' } }),
  });
}
