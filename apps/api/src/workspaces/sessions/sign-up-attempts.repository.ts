import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const anHour = 60 * 60;
const perHourAndNetwork = 30;

/**
 * Counts sign-ups that no invitation brought, over all instances: thirty an hour from a network address, so that
 * nobody fills the place with accounts, nor asks of a list of addresses which of them have one.
 */
@Injectable()
export class SignUpAttempts {
  private readonly byIp;

  constructor(pool: Pool) {
    this.byIp = rateLimit(pool, 'sign-up-ip', perHourAndNetwork, anHour);
  }

  /** Counted before anything is looked up, so that many at once are counted too. */
  count(ip: string): Promise<Result<void>> {
    return consume([[this.byIp, networkOf(ip)]], 'signUpsFromNetwork');
  }

  /** An invitation brought them: a whole office may arrive in one hour. */
  async invited(ip: string): Promise<void> {
    await this.byIp.reward(networkOf(ip));
  }
}
