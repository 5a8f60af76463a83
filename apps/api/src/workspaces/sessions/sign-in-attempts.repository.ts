import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const quarterOfAnHour = 15 * 60;

/**
 * Limits failed sign-ins, over all instances. Ten for an account from one network address, so that nobody can lock a
 * person out from another address. A hundred for an account and a hundred from a network address in all (NIST SP
 * 800-63B: no more than 100 for one account).
 */
@Injectable()
export class SignInAttempts {
  private readonly byEmailAndIp;
  private readonly byEmail;
  private readonly byIp;

  constructor(pool: Pool) {
    this.byEmailAndIp = rateLimit(pool, 'sign-in-both', 10, quarterOfAnHour);
    this.byEmail = rateLimit(pool, 'sign-in-email', 100, quarterOfAnHour);
    this.byIp = rateLimit(pool, 'sign-in-ip', 100, quarterOfAnHour);
  }

  /**
   * Counts before the password is checked, so that many attempts at once are counted too. An attempt from a network
   * address that has reached its own limit does not count for the account.
   */
  async count(email: string, ip: string): Promise<Result<void>> {
    const network = networkOf(ip);
    return consume(
      [
        [this.byIp, network],
        [this.byEmailAndIp, hashed(email, network)],
        [this.byEmail, hashed(email)],
      ],
      'signInsFailed',
    );
  }

  /** The password was right: the attempt no longer counts. */
  async forget(email: string, ip: string): Promise<void> {
    const network = networkOf(ip);
    await this.byEmailAndIp.delete(hashed(email, network));
    await this.byEmail.reward(hashed(email));
    await this.byIp.reward(network);
  }
}

/** Hashed, so that the table does not list email addresses. */
function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
