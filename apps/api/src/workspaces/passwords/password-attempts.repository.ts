import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import type { Result } from '../../result.js';
import { attemptLimits } from '../attempt-limits.js';

const quarterOfAnHour = 15 * 60;
const anHour = 60 * 60;

/**
 * Limits guesses at the current password of a signed-in account, and mails with reset links, over all instances. In an hour a
 * network can ask for three links to one address and twenty in all, and one address gets ten. A network's limit for an address
 * is lower than the address's own, so one network alone can't keep the person from asking.
 */
@Injectable()
export class PasswordAttempts {
  private readonly changes;
  private readonly resets;

  constructor(pool: Pool) {
    const most = { ofNetwork: 20, ofBoth: 3, ofEmail: 10 };
    this.changes = rateLimit(pool, 'password-change', 10, quarterOfAnHour);
    this.resets = attemptLimits(pool, 'password-reset', most, anHour);
  }

  /** Counts before the password is checked, so that many guesses at once are counted too. */
  countGuess(userId: string): Promise<Result<void>> {
    return consume([[this.changes, userId]], 'passwordsWrong');
  }

  /** The current password was right: the guess no longer counts. */
  async forgetGuess(userId: string): Promise<void> {
    await this.changes.reward(userId);
  }

  /** Counts the same whether the address has an account or not. */
  countReset(email: string, ip: string): Promise<Result<void>> {
    return consume(this.resets(email, ip), 'passwordResetsAsked');
  }
}
