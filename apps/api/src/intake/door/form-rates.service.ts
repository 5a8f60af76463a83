import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { networkOf } from '../../http/network.js';
import type { Result } from '../../result.js';

const anHour = 60 * 60;
const perHourAndClient = 20;
const perDayAndAddress = 3;

/**
 * Counts what is sent by public forms, over all boards and instances: from one network address, and to one mailbox,
 * so that nobody fills a stranger's with e-mails to confirm.
 */
@Injectable()
export class FormRatesService {
  private readonly byEmail;
  private readonly byIp;

  constructor(pool: Pool) {
    this.byIp = rateLimit(pool, 'form-ip', perHourAndClient, anHour);
    this.byEmail = rateLimit(pool, 'form-email', perDayAndAddress, 24 * anHour);
  }

  count(email: string, ip: string): Promise<Result<void>> {
    return consume(
      [
        [this.byIp, networkOf(ip)],
        [this.byEmail, mailboxOf(email)],
      ],
      'formsUnconfirmed',
    );
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
