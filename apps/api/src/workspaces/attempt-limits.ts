import { createHash } from 'node:crypto';
import type { Pool } from '../database/pool.js';
import { type consume, rateLimit } from '../database/rate-limits.js';
import { networkOf } from '../http/network.js';

export type Counts = Parameters<typeof consume>[0];

/**
 * Limits attempts by network, by email address and by both together, within `seconds` of the first. Returns what an attempt
 * counts for. An attempt from a network that has reached its own limit does not count for the address.
 */
export function attemptLimits(
  pool: Pool,
  name: string,
  most: { ofNetwork: number; ofBoth: number; ofEmail: number },
  seconds: number,
): (email: string, ip: string) => Counts {
  const byNetwork = rateLimit(pool, `${name}-ip`, most.ofNetwork, seconds);
  const byBoth = rateLimit(pool, `${name}-both`, most.ofBoth, seconds);
  const byEmail = rateLimit(pool, `${name}-email`, most.ofEmail, seconds);
  return (email, ip) => {
    const network = networkOf(ip);
    return [
      [byNetwork, network],
      [byBoth, hashed(email, network)],
      [byEmail, hashed(email)],
    ];
  };
}

/** Hashed, so that the table does not list email addresses. */
export function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
