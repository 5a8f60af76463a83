import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../env.js';
import { takesFile } from '../bodies/file-body.js';
import { hasBody } from '../bodies/has-body.js';
import { whenClosed } from '../responses/when-closed.js';
import { Admission, type Call, type Slot, tick } from './admission.js';
import { classOf, hashesPassword, hasOwnLane, signIn } from './call-classes.js';
import { callerOf } from './caller.js';
import { GradientLimit } from './concurrency-limit.js';
import { LoopDelay } from './loop-delay.js';
import { refuseOverloaded } from './overload-refusals.js';

declare module 'fastify' {
  interface FastifyRequest {
    slot?: Slot;
  }
  interface FastifyInstance {
    /** Null if it is switched off. */
    admission: Admission | null;
  }
}

/** Functions that admission needs from parts of the server that are made later. */
export type AdmissionSources = {
  /** The milliseconds that a query waits for a connection to the database now. */
  poolWait(): number;
  /** Whether a device with this value has signed in before. */
  isKnownDevice(value: string): Promise<boolean>;
};

/** Each call of a tool takes its own slot, so the call of the tool itself needs none. */
const routesOfTools = new Set(['/mcp', '/mcp/readonly']);
const logEvery = 10_000;
/** Milliseconds that a call keeps its slot while its body arrives. Then it gives the slot back, and enters again after the body. */
const bodyPatience = 100;

/** Null if it is switched off. */
export function makeAdmission(env: Env): Admission | null {
  if (env.WEIR_ADMISSION === 'off') return null;
  // So at least half of the connections are in use while calls wait.
  const least = Math.max(4, Math.ceil(env.WEIR_DATABASE_POOL / 2));
  return new Admission(new GradientLimit(least, Math.max(least, env.WEIR_MAX_IN_FLIGHT)));
}

/**
 * Gives calls their slots, or refuses them before their body is read. A slot ends when the answer is ready, so slow readers keep no slot.
 * These calls keep no slot either, and have other bounds: slow bodies, files, event streams, calls that wait for something to happen,
 * and calls that wait for the hash of a password.
 */
export function admitCalls(
  fastify: FastifyInstance,
  admission: Admission | null,
  sources: AdmissionSources,
): void {
  fastify.decorate('admission', admission);
  if (!admission) return;
  watch(fastify, admission, sources);

  fastify.addHook('onRequest', async (request, reply) => {
    if (!entersBeforeBody(request) || !(await enter(callOf(request, reply), request, reply))) return;
    if (takesFile(request)) request.slot?.end();
    else endUnlessBodyComes(request);
  });
  // Calls without a body enter here, after a read has had its turn.
  fastify.addHook('preValidation', async (request, reply) => {
    if (!needsSlot(request) || (takesFile(request) && hasBody(request))) return;
    const call = callOf(request, reply);
    const isStranger = await isStrangersSignIn(request, sources);
    if (isStranger) request.slot?.end();
    const hasSlot = request.slot && !request.slot.hasEnded;
    if (!hasSlot && !(await enter(isStranger ? { ...call, class: 'critical' } : call, request, reply)))
      return;
    if (hashesPassword(request.method, request.routeOptions.url)) request.slot?.end();
  });
  fastify.addHook('onSend', async (request) => request.slot?.end());

  /** False if the call was refused. */
  async function enter(call: Call, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const slot = await admission?.enter(call);
    if (!slot) {
      await refuseOverloaded(request, reply);
      return false;
    }
    request.slot = slot;
    whenClosed(reply.raw, slot.end);
    return true;
  }
}

function endUnlessBodyComes({ raw, slot }: FastifyRequest): void {
  const timer = setTimeout(() => slot?.end(), bodyPatience).unref();
  raw.once('end', () => clearTimeout(timer));
}

/** Whether it is a sign-in from a device that has not signed in before. The device is in the body. */
async function isStrangersSignIn(
  { method, routeOptions, body }: FastifyRequest,
  sources: AdmissionSources,
): Promise<boolean> {
  if (`${method} ${routeOptions.url}` !== signIn) return false;
  const device = (body as { device?: unknown } | null | undefined)?.device;
  return typeof device !== 'string' || !(await sources.isKnownDevice(device));
}

function entersBeforeBody(request: FastifyRequest): boolean {
  return needsSlot(request) && hasBody(request) && request.method !== 'GET';
}

function needsSlot({ routeOptions: { url = '' } }: FastifyRequest): boolean {
  return !hasOwnLane(url) && !routesOfTools.has(url);
}

function callOf(request: FastifyRequest, reply: FastifyReply): Call {
  const { method, routeOptions, params, bearer } = request;
  const { workspace, board } = params as { workspace?: string; board?: string };
  const isRead = method === 'GET' || method === 'HEAD';
  return {
    class: classOf(method, routeOptions.url),
    caller: callerOf(request),
    // Strangers must not take the slots of a board.
    board: isRead || !bearer || board === undefined ? undefined : `${workspace}/${board}`,
    isGone: () => reply.raw.closed,
  };
}

/** Measures the waits of calls at each tick, and logs how many calls were refused: a line for each would cost more than the refusal. */
function watch(fastify: FastifyInstance, admission: Admission, sources: AdmissionSources): void {
  const loop = new LoopDelay(tick);
  const timers: NodeJS.Timeout[] = [];
  let logged = 0;
  const adjust = () => {
    admission.adjust(loop.read(performance.now()) + sources.poolWait());
  };
  const log = () => {
    const { refused, limit, delay } = admission.figures;
    const all = Object.values(refused).reduce((sum, count) => sum + count, 0);
    if (all > logged) fastify.log.warn({ refused: all - logged, limit, delay }, 'overloaded: refused calls');
    logged = all;
  };
  fastify.addHook('onListen', async () => {
    timers.push(setInterval(adjust, tick).unref(), setInterval(log, logEvery).unref());
  });
  fastify.addHook('onClose', async () => timers.forEach(clearInterval));
}
