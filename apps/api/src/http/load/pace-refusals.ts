import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { growingCache } from '../../growing-cache.js';
import { callerOf } from './caller.js';

declare module 'fastify' {
  interface FastifyInstance {
    refusalPaces: Record<RefusedFor, RefusalPace>;
  }
}

/** `calls`: the caller makes too many calls. `overloaded`: the server is overloaded. */
type RefusedFor = 'calls' | 'overloaded';

/** Refusals of one caller per second, and at once. A refusal in an overload costs less, and may not be the caller’s fault. */
const perSecond: Record<RefusedFor, number> = { calls: 200, overloaded: 1000 };
/** The longest that a refusal waits, in milliseconds. */
const longest = 4000;
const mostCallers = 50_000;

export function paceRefusals(fastify: FastifyInstance): void {
  fastify.decorate('refusalPaces', {
    calls: new RefusalPace(perSecond.calls),
    overloaded: new RefusalPace(perSecond.overloaded),
  });
}

/**
 * Resolves when the caller may be refused. The refusals of one caller have a maximum rate, and each is at most four seconds late. A
 * refusal costs little, but a caller with a thousand connections who calls again at once would use all of the server’s time. A call that
 * waits here has no place and needs no processor time.
 */
export async function paceRefusal(request: FastifyRequest, refusedFor: RefusedFor = 'calls'): Promise<void> {
  const pace = request.server.refusalPaces[refusedFor];
  const wait = pace.next(callerOf(request), performance.now(), Math.random());
  if (wait <= 0) return;
  request.leavePlace?.();
  request.endTurn?.();
  await pause(wait, undefined, { ref: false });
}

/** When the next refusal of each caller is due. */
export class RefusalPace {
  private readonly dueAt = growingCache<number>(mostCallers);

  constructor(private readonly perSecond: number) {}

  /** In how many milliseconds. `random`, 0 to 1, spreads those that wait longest, so that they don’t come back together. */
  next(caller: string, now: number, random: number): number {
    const due = Math.max(this.dueAt.get(caller) ?? 0, now - 1000);
    const wait = due - now;
    const most = longest * (0.5 + random / 2);
    if (wait > most) return most;
    this.dueAt.set(caller, due + 1000 / this.perSecond);
    return wait;
  }
}
