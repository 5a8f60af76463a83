import { Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import { consume } from '../../database/rate-limits.js';
import type { Result } from '../../result.js';
import { attemptLimits } from '../attempt-limits.js';

const anHour = 60 * 60;

/** Limits mails with links to addresses that somebody typed, over all instances: as many as links for a new password. */
@Injectable()
export class AddressChangeAttempts {
  private readonly links;

  constructor(pool: Pool) {
    this.links = attemptLimits(pool, 'address-change', { ofNetwork: 20, ofBoth: 3, ofEmail: 10 }, anHour);
  }

  /** Counts the same whether the address has an account or not. */
  count(email: string, ip: string): Promise<Result<void>> {
    return consume(this.links(email, ip), 'addressChangesAsked');
  }
}
