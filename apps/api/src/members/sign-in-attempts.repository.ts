import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Pool } from '../database/pool.js';
import { networkOf } from '../http/network.js';
import { ok, type Result, refuse } from '../result.js';

const quarterOfAnHour = 15 * 60;

/**
 * Counts sign-ins that are not known to be right, over all instances: ten for an account from one network address, so
 * that nobody can lock another out from elsewhere; a hundred for an account, or from a network address, in all (NIST
 * SP 800-63B: no more than 100 for one account).
 */
@Injectable()
export class SignInAttempts {
  private readonly byEmailAndIp: RateLimiterPostgres;
  private readonly byEmail: RateLimiterPostgres;
  private readonly byIp: RateLimiterPostgres;

  constructor(pool: Pool) {
    const common = {
      storeClient: pool,
      tableName: 'rate_limits',
      tableCreated: true,
      duration: quarterOfAnHour,
    };
    this.byEmailAndIp = new RateLimiterPostgres({ ...common, keyPrefix: 'sign-in-both', points: 10 });
    this.byEmail = new RateLimiterPostgres({ ...common, keyPrefix: 'sign-in-email', points: 100 });
    this.byIp = new RateLimiterPostgres({ ...common, keyPrefix: 'sign-in-ip', points: 100 });
  }

  /**
   * Counted before the password is looked at, so that many tries at once are counted too. A network address that has
   * spent its own uses up nothing of an account.
   */
  async count(email: string, ip: string): Promise<Result<void>> {
    const network = networkOf(ip);
    try {
      await this.byIp.consume(network);
      await this.byEmailAndIp.consume(hashed(email, network));
      await this.byEmail.consume(hashed(email));
      return ok(undefined);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      const retryAfterSeconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
      return refuse('rate-limited', { retryAfterSeconds }, 'Too many sign-ins have failed. Wait a while.');
    }
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
