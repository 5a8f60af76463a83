import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const anHour = 60 * 60;
const perHourAndClient = 20;
const perDayAndAddress = 3;

/**
 * Limits form requests across all boards and instances: per network address and per mailbox, so that nobody can fill
 * another person's mailbox with confirmation e-mails.
 */
@Injectable()
export class FormRatesService {
  private readonly byEmail;
  private readonly byIp;
  private readonly notifyMeByIp;

  constructor(pool: Pool) {
    this.byIp = rateLimit(pool, 'form-ip', perHourAndClient, anHour);
    this.notifyMeByIp = rateLimit(pool, 'form-notify-me-ip', perHourAndClient, anHour);
    this.byEmail = rateLimit(pool, 'form-email', perDayAndAddress, 24 * anHour);
  }

  count(email: string, ip: string): Promise<Result<void>> {
    return this.countIn(this.byIp, email, ip);
  }

  /** Counts a wish to be notified. These have their own limit per network, so they never use up that of the form. */
  countNotifyMe(email: string, ip: string): Promise<Result<void>> {
    return this.countIn(this.notifyMeByIp, email, ip);
  }

  private countIn(byNetwork: RateLimiterPostgres, email: string, ip: string): Promise<Result<void>> {
    return consume(
      [
        [byNetwork, networkOf(ip)],
        [this.byEmail, mailboxOf(email)],
      ],
      'formsUnconfirmed',
    );
  }

  /** The address was confirmed, so its mails were wanted. */
  async confirmed(email: string): Promise<void> {
    await this.byEmail.reward(mailboxOf(email));
  }
}

/** The same as `weir.mailbox_of` in SQL. Hashed, so that the table contains no addresses. */
function mailboxOf(email: string): string {
  const [name = '', domain = ''] = email.replace(/\+[^@]*@/, '@').split('@');
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  const mailbox = isGmail ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
  return createHash('sha256').update(mailbox).digest('base64url');
}
