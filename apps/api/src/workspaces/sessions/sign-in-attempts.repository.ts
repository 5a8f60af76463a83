import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const quarterOfAnHour = 15 * 60;

/**
 * Counts sign-ins that are not known to be right, over all instances: ten for an account from one network address, so
 * that nobody can lock another out from elsewhere; a hundred for an account, or from a network address, in all (NIST
 * SP 800-63B: no more than 100 for one account).
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
   * Counted before the password is looked at, so that many tries at once are counted too. A network address that has
   * spent its own uses up nothing of an account.
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

  /** It was right: neither address has anything to answer for. */
  async forget(email: string, ip: string): Promise<void> {
    const network = networkOf(ip);
    await this.byEmailAndIp.delete(hashed(email, network));
    await this.byEmail.reward(hashed(email));
    await this.byIp.reward(network);
  }
}

/** The table shall not list who tried. */
function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
