import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Pool } from '../database/pool.js';
import { networkOf } from '../http/network.js';
import { ok, type Result, refuse } from '../result.js';

const anHour = 60 * 60;
const perHourAndClient = 20;
const perDayAndAddress = 3;

/**
 * Counts what is sent by public forms, over all boards and instances: from one network address, and to one mailbox,
 * so that nobody fills a stranger's with e-mails to confirm.
 */
@Injectable()
export class FormAttempts {
  private readonly byEmail: RateLimiterPostgres;
  private readonly byIp: RateLimiterPostgres;

  constructor(pool: Pool) {
    const common = { storeClient: pool, tableName: 'rate_limits', tableCreated: true };
    this.byIp = new RateLimiterPostgres({
      ...common,
      keyPrefix: 'form-ip',
      duration: anHour,
      points: perHourAndClient,
    });
    this.byEmail = new RateLimiterPostgres({
      ...common,
      keyPrefix: 'form-email',
      duration: 24 * anHour,
      points: perDayAndAddress,
    });
  }

  async count(email: string, ip: string): Promise<Result<void>> {
    try {
      await this.byIp.consume(networkOf(ip));
      await this.byEmail.consume(mailboxOf(email));
      return ok(undefined);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      const retryAfterSeconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
      const detail =
        'Too much came from here, or for this address, and was not confirmed. Confirm what is in the mailbox, or wait.';
      return refuse('rate-limited', { retryAfterSeconds }, detail);
    }
  }

  /** The address is confirmed: what was sent to it was wanted. */
  async confirmed(email: string): Promise<void> {
    await this.byEmail.reward(mailboxOf(email));
  }
}

/** `ann+anything@…` reaches the mailbox of `ann@…` nearly everywhere. As a hash: the table shall not list who asked. */
function mailboxOf(email: string): string {
  return createHash('sha256')
    .update(email.replace(/\+[^@]*@/, '@'))
    .digest('base64url');
}
