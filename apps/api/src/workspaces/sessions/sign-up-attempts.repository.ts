import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const anHour = 60 * 60;
const perHourAndNetwork = 30;

/**
 * Limits sign-ups without an invitation, over all instances: thirty per hour from a network address, so that nobody
 * creates accounts in bulk or finds out which email addresses have one.
 */
@Injectable()
export class SignUpAttempts {
  private readonly byIp;

  constructor(pool: Pool) {
    this.byIp = rateLimit(pool, 'sign-up-ip', perHourAndNetwork, anHour);
  }

  /** Counts before anything is read, so that many attempts at once are counted too. */
  count(ip: string): Promise<Result<void>> {
    return consume([[this.byIp, networkOf(ip)]], 'signUpsFromNetwork');
  }

  /** Sign-ups by invitation do not count: a whole office can join within an hour. */
  async invited(ip: string): Promise<void> {
    await this.byIp.reward(networkOf(ip));
  }
}
