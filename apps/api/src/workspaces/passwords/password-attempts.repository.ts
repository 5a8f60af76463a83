import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const quarterOfAnHour = 15 * 60;
const anHour = 60 * 60;

/**
 * Limits guesses at the current password of an account whose session somebody has, and the mails that anyone can have sent
 * to an address, over all instances. A network can ask three times an hour for one address and twenty times in all; one
 * address gets ten mails an hour, so that nobody keeps its person from asking.
 */
@Injectable()
export class PasswordAttempts {
  private readonly changes;
  private readonly byEmailAndIp;
  private readonly byEmail;
  private readonly byIp;

  constructor(pool: Pool) {
    this.changes = rateLimit(pool, 'password-change', 10, quarterOfAnHour);
    this.byEmailAndIp = rateLimit(pool, 'password-reset-both', 3, anHour);
    this.byEmail = rateLimit(pool, 'password-reset-email', 10, anHour);
    this.byIp = rateLimit(pool, 'password-reset-ip', 20, anHour);
  }

  /** Counts before the password is checked, so that many guesses at once are counted too. */
  countGuess(userId: string): Promise<Result<void>> {
    return consume([[this.changes, userId]], 'passwordsWrong');
  }

  /** The current password was right: the guess no longer counts. */
  async forgetGuess(userId: string): Promise<void> {
    await this.changes.reward(userId);
  }

  /** Counts an address with an account and one without in the same way. */
  countReset(email: string, ip: string): Promise<Result<void>> {
    const network = networkOf(ip);
    return consume(
      [
        [this.byIp, network],
        [this.byEmailAndIp, hashed(email, network)],
        [this.byEmail, hashed(email)],
      ],
      'passwordResetsAsked',
    );
  }
}

/** Hashed, so that the table does not list email addresses. */
function hashed(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
