import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { once } from '../../once.js';
import { type Refusal, retryAfter } from '../../result.js';
import { hasBody } from '../bodies/has-body.js';
import { networkOf } from '../network.js';
import { problemOf } from '../problems/problem.js';
import { wordsFor } from '../reader-words.js';
import { whenClosed } from '../responses/when-closed.js';
import type { Admission } from './admission.js';
import { classOf, hasOwnLane, isExport } from './call-classes.js';
import { callerOf } from './caller.js';
import { FairShares, type NoPlace, type Taker } from './fair-shares.js';
import { refuseOverloaded } from './overload-refusals.js';
import { paceRefusal } from './pace-refusals.js';
import { Turns } from './turns.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back the place among the requests in flight, and the slot. A second call does nothing. */
    leavePlace?: () => void;
    /** Ends the turns of a read. A second call does nothing. */
    endTurn?: () => void;
  }
}

/** How many exports an instance writes at a time, each on its own connection, and how many wait for that. */
const exportsAtOnce = { writing: 2, waiting: 10 };

/**
 * Refuses requests at once when too many are in flight, or when the event loop runs too late: 503 where
 * the server has no place left, 429 where one caller or network has its share. Health and metrics always pass. An event
 * stream gives its place back when it begins, and a call that waits for something to happen when it begins to wait: both are
 * counted by themselves.
 *
 * A request with a body takes its place when the body has arrived, and waits for it in a place of another kind. So slow
 * senders keep out neither reads nor what has arrived. Bodies of people and of callers without a valid token wait apart:
 * any number of networks full of slow strangers keeps out nobody who is signed in.
 *
 * Of the reads of one token or person only a few run at a time, until their answers are ready. The others wait in their places. So
 * a hundred reads at once don’t delay the calls of other callers at the database. In an overload these reads are refused instead.
 * An export is a read too, and then needs one of a few turns that all callers share. An export that waits for its turn has no slot.
 */
export function shedLoad(
  fastify: FastifyInstance,
  max: { inFlight: number; loopDelay: number; readsOfOne: number },
  admission: Admission | null,
): void {
  const reads = new Turns(max.readsOfOne);
  const exports = new Turns(exportsAtOnce.writing, exportsAtOnce.waiting);
  const delay = measureLoopDelay(fastify);
  const arriving = { ofPeople: new FairShares(2 * max.inFlight), ofNobody: new FairShares(2 * max.inFlight) };
  const inFlight = new FairShares(max.inFlight);

  fastify.addHook('onRequest', async (request, reply) => {
    if (hasOwnLane(request.routeOptions.url)) return;
    const taker = takerOf(request);
    const refusal = delay() > max.loopDelay ? 'full' : inFlight.refusal(taker);
    if (refusal) return refuse(request, reply, refusal);
    if (!hasBody(request)) return;
    const arrivals = request.bearer ? arriving.ofPeople : arriving.ofNobody;
    const noArrival = arrivals.refusal(taker);
    if (noArrival) return refuse(request, reply, noArrival);
    whenClosed(reply.raw, arrivals.take(taker));
  });
  fastify.addHook('preValidation', async (request, reply) => {
    if (hasOwnLane(request.routeOptions.url)) return;
    const taker = takerOf(request);
    const refusal = inFlight.refusal(taker);
    if (refusal) return refuse(request, reply, refusal);
    const giveBack = inFlight.take(taker);
    whenClosed(reply.raw, giveBack);
    request.leavePlace = () => {
      giveBack();
      request.slot?.end();
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    // A token and its person wait apart: what the one has asked for must not stop the page of the other.
    const reader = request.bearer?.token?.id ?? callerOf(request);
    const needed: [Turns, string][] = [[reads, reader]];
    if (isExport(request.routeOptions.url)) needed.push([exports, 'all callers']);
    for (const [turns, key] of needed) {
      if (!turns.hasPlace(key, { mayWait: !admission?.isOverloaded })) {
        admission?.refuse({ class: classOf(request.method, request.routeOptions.url) });
        return refuseOverloaded(request, reply);
      }
      await takeTurn(turns, key, request, reply);
      if (reply.raw.closed) return;
    }
  });
  fastify.addHook('onSend', async (request, reply) => {
    request.endTurn?.();
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) request.leavePlace?.();
  });
}

async function takeTurn(
  turns: Turns,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const end = once(await turns.take(key));
  const endOthers = request.endTurn;
  request.endTurn = () => {
    end();
    endOthers?.();
  };
  whenClosed(reply.raw, end);
  // The client has closed the connection during the wait, so no answer is made.
  if (reply.raw.closed) reply.hijack();
}

function takerOf(request: FastifyRequest): Taker {
  return { caller: callerOf(request), network: networkOf(request.ip) };
}

async function refuse(request: FastifyRequest, reply: FastifyReply, why: NoPlace): Promise<FastifyReply> {
  if (why === 'full') return refuseOverloaded(request, reply);
  await paceRefusal(request);
  const { status, headers, body } = problemOf(sharesTaken, wordsFor(request));
  return reply.status(status).headers(headers).send(body);
}

const sharesTaken: Refusal = {
  code: 'rate-limited',
  facts: { ...retryAfter.busy, policy: 'callsAtOnce' },
  detail: { key: 'callsAtOnce' },
};

/** The event loop's mean delay in the last half second, in milliseconds, measured from start-up to the end. */
function measureLoopDelay(fastify: FastifyInstance): () => number {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  let mean = 0;
  let timer: NodeJS.Timeout | undefined;
  fastify.addHook('onListen', async () => {
    histogram.enable();
    timer = setInterval(() => {
      mean = histogram.count > 0 ? histogram.mean / 1e6 : 0;
      histogram.reset();
    }, 500).unref();
  });
  fastify.addHook('onClose', async () => {
    histogram.disable();
    clearInterval(timer);
  });
  return () => mean;
}
