import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Budget } from './policies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the call drew on, and how many points of each. */
    drawn?: { budgets: Budget[]; points: number };
  }
}

/** What a refusal or “not modified” costs of the points of its call. */
const shareOfRefusals = 1 / 5;
/** A call so answered did nothing in the workspace, and its caller may not even belong to it. */
const outside = new Set([401, 403, 404]);

/**
 * Gives back what a call did not need once its answer is known, and says what is left in `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-11). Calls of outsiders cost the workspace nothing and do not show how busy it is.
 */
export function settleRates(fastify: FastifyInstance, clock: Clock): void {
  fastify.decorateRequest('drawn');
  fastify.addHook('onSend', async (request, reply) => {
    if (!request.drawn) return;
    const shown = settle(request.drawn, reply.statusCode);
    request.drawn = undefined as FastifyRequest['drawn'];
    if (shown.length === 0) return;
    const now = clock.now().getTime();
    void reply.headers({
      ratelimit: shown.map((budget) => limitItem(budget, now)).join(', '),
      'ratelimit-policy': shown.map(policyItem).join(', '),
    });
  });
}

/** Returns the budgets that the caller may know of. */
function settle({ budgets, points }: NonNullable<FastifyRequest['drawn']>, status: number): Budget[] {
  const isOutside = outside.has(status);
  for (const { policy, rate, key } of budgets) {
    const share = isOutside && policy === 'workspace' ? 0 : shareOf(status);
    if (share < 1) rate.giveBack(key, Math.min(points, rate.perMinute) * (1 - share));
  }
  return isOutside ? budgets.filter(({ policy }) => policy !== 'workspace') : budgets;
}

function shareOf(status: number): number {
  return status < 300 ? 1 : shareOfRefusals;
}

function limitItem({ policy, rate, key }: Budget, now: number): string {
  const { points, moreInSeconds } = rate.left(key, now);
  return `"${policy}";r=${points};t=${moreInSeconds}`;
}

function policyItem({ policy, rate }: Budget): string {
  return `"${policy}";q=${rate.perMinute};w=60`;
}
