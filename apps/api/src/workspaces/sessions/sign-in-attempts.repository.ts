import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import type { Result } from '../../result.js';
import { attemptLimits, type Counts, hashed } from '../attempt-limits.js';

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
  private readonly byAddress;

  constructor(pool: Pool) {
    const most = { ofNetwork: 100, ofBoth: 10, ofEmail: 100 };
    this.byDevice = rateLimit(pool, 'sign-in-device', 10, quarterOfAnHour);
    this.byAddress = attemptLimits(pool, 'sign-in', most, quarterOfAnHour);
  }

  /** Counts before the password is checked, so that many attempts at once are counted too. */
  count(attempt: Attempt): Promise<Result<void>> {
    return consume(this.countsOf(attempt), 'signInsFailed');
  }

  /** The password was right: the attempt no longer counts. */
  async forget(attempt: Attempt): Promise<void> {
    for (const [limit, key] of this.countsOf(attempt)) await limit.reward(key);
  }

  private countsOf({ email, ip, device }: Attempt): Counts {
    return device === null ? this.byAddress(email, ip) : [[this.byDevice, hashed(email, device)]];
  }
}
