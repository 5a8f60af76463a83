import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const quarterOfAnHour = 15 * 60;

/** `device`: the id of a device that has signed in to this account before; null for every other. */
export type Attempt = { email: string; ip: string; device: string | null };

/**
 * Limits failed sign-ins, over all instances. A device that the account knows has ten of its own, so nobody else's
 * wrong passwords keep it out. All others together have ten for an account from one network, a hundred for an account
 * (NIST SP 800-63B: no more than 100 for one account), and a hundred from a network.
 */
@Injectable()
export class SignInAttempts {
  private readonly byDevice;
  private readonly byEmailAndIp;
  private readonly byEmail;
  private readonly byIp;

  constructor(pool: Pool) {
    this.byDevice = rateLimit(pool, 'sign-in-device', 10, quarterOfAnHour);
    this.byEmailAndIp = rateLimit(pool, 'sign-in-both', 10, quarterOfAnHour);
    this.byEmail = rateLimit(pool, 'sign-in-email', 100, quarterOfAnHour);
    this.byIp = rateLimit(pool, 'sign-in-ip', 100, quarterOfAnHour);
  }

  /** Counts before the password is checked, so that many attempts at once are counted too. */
  count(attempt: Attempt): Promise<Result<void>> {
    return consume(this.countsOf(attempt), 'signInsFailed');
  }

  /** The password was right: the attempt no longer counts. */
  async forget(attempt: Attempt): Promise<void> {
    for (const [limit, key] of this.countsOf(attempt)) await limit.reward(key);
  }

  /** An attempt from a network that has reached its own limit does not count for the account. */
  private countsOf({ email, ip, device }: Attempt): Parameters<typeof consume>[0] {
    if (device !== null) return [[this.byDevice, hashed(email, device)]];
    const network = networkOf(ip);
    return [
      [this.byIp, network],
      [this.byEmailAndIp, hashed(email, network)],
      [this.byEmail, hashed(email)],
    ];
  }
}

/** Hashed, so that the table does not list email addresses. */
function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
