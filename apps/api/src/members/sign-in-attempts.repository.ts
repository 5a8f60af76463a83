import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Pool } from '../database/pool.js';
import { ok, type Result, refuse } from '../result.js';

const quarterOfAnHour = 15 * 60;

/** Counts sign-ins that are not known to be right, an address and a network address at a time, over all instances. */
@Injectable()
export class SignInAttempts {
  private readonly byEmail: RateLimiterPostgres;
  private readonly byIp: RateLimiterPostgres;

  constructor(pool: Pool) {
    const common = {
      storeClient: pool,
      tableName: 'rate_limits',
      tableCreated: true,
      duration: quarterOfAnHour,
    };
    this.byEmail = new RateLimiterPostgres({ ...common, keyPrefix: 'sign-in-email', points: 10 });
    this.byIp = new RateLimiterPostgres({ ...common, keyPrefix: 'sign-in-ip', points: 100 });
  }

  /** Counted before the password is looked at, so that many tries at once are counted too. */
  async count(email: string, ip: string): Promise<Result<void>> {
    try {
      await this.byEmail.consume(hashed(email));
      await this.byIp.consume(ip);
      return ok(undefined);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      const retryAfterSeconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
      return refuse('rate-limited', { retryAfterSeconds }, 'Too many sign-ins have failed. Wait a while.');
    }
  }

  /** It was right: neither address has anything to answer for. */
  async forget(email: string, ip: string): Promise<void> {
    await this.byEmail.delete(hashed(email));
    await this.byIp.reward(ip);
  }
}

/** The table shall not list who tried. */
function hashed(email: string): string {
  return createHash('sha256').update(email).digest('base64url');
}
