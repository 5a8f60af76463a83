import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { growingCache } from '../../growing-cache.js';
import { callerOf } from './caller.js';

declare module 'fastify' {
  interface FastifyInstance {
    refusalPaces: Record<RefusedFor, RefusalPace>;
  }
}

/** Calls too much, which a caller can know; or the server is overloaded. */
type RefusedFor = 'calls' | 'overloaded';

/** Refusals of a caller a second, and as many at once. One because of overload costs less, and is not always the caller’s fault. */
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
 * Resolves when the caller may be refused: so many refusals of one caller at once, then as many a second, each at most four seconds
 * late. A refusal costs little, but a caller with a thousand connections who calls again at once would keep the server busy with
 * nothing else. A call that waits here takes no place and no time of the processor.
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
