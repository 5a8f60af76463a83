import type { Detail } from '@weir/words';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { ok, type Result, refuse } from '../result.js';
import type { Pool } from './pool.js';

/** Counts `points` within `duration` seconds of the first, across all instances. The name is a prefix of its keys. */
export function rateLimit(pool: Pool, name: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration,
  });
}

/** Takes a point from each limit in turn. The first exhausted one refuses, with `detail`; the ones after it lose nothing. */
export async function consume(
  counts: [limit: RateLimiterPostgres, key: string][],
  detail: Detail['key'],
): Promise<Result<void>> {
  try {
    for (const [limit, key] of counts) await limit.consume(key);
    return ok(undefined);
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    const retryAfterSeconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
    return refuse('rate-limited', { retryAfterSeconds }, { key: detail });
  }
}
