import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KnownPressures } from '../writes/known-pressures.js';

/** Refusals that a caller gets after their access was checked. */
const refusals = [409, 410, 412, 422, 429];

/**
 * Names the pressure of the board in each answer about it, as `Weir-Pressure: state=saturated, level=0.93` (a dictionary of
 * RFC 9651). Everybody who has access to a board may read it, requesters too. A token needs the scope `read`.
 */
export function namePressure(fastify: FastifyInstance, pressures: KnownPressures): void {
  fastify.addHook('onSend', async (request, reply) => {
    const board = boardOf(request);
    if (!board || (reply.statusCode >= 400 && !refusals.includes(reply.statusCode))) return;
    try {
      const pressure = await pressures.of(board);
      if (pressure) void reply.header('weir-pressure', textOf(pressure));
    } catch (error) {
      request.log.debug({ err: error }, 'the pressure of a board was not read');
    }
  });
}

/** The board of the path, for a caller who may read its pressure. */
function boardOf({ access, credentials }: FastifyRequest) {
  const caller = access ?? credentials;
  if (!caller || !('boardKey' in caller)) return null;
  return caller.token && !caller.token.scopes.includes('read') ? null : caller;
}

/** Rounded down, so that a level of 0.9 is saturated. */
function textOf({ state, level }: { state: string; level: number }): string {
  const shown = (Math.floor(level * 100 + 1e-6) / 100).toFixed(2).replace(/0$/, '');
  return `state=${state}, level=${shown}`;
}
