import { Inject, Injectable } from '@nestjs/common';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import { consume, rateLimit } from '../../database/rate-limits.js';
import { ENV, type Env } from '../../env.js';
import { SignedLinks } from '../../http/signed-links.js';
import { ok, type Result, refuse } from '../../result.js';
import { noWorkspace } from '../../writes/idempotency.js';
import { Wakeups } from '../../writes/wakeups.js';
import { WorkspaceWriter } from '../../writes/workspace-writer.js';
import { UsersRepository } from '../users.repository.js';
import { AddressesRepository } from './addresses.repository.js';

const validFor = 48 * 60 * 60 * 1000;
const anHour = 60 * 60;
const perHour = 3;

/**
 * Whether an account's address is its person's. It may have been typed by anyone, so it gets one mail, with a link that
 * confirms it, and nothing else before. Where no mail server is set up, nothing is asked and nothing depends on it.
 */
@Injectable()
export class AddressesService {
  private readonly rate;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: AddressesRepository,
    private readonly users: UsersRepository,
    private readonly links: SignedLinks,
    private readonly writer: WorkspaceWriter,
    private readonly wakeups: Wakeups,
    pool: Pool,
  ) {
    this.rate = rateLimit(pool, 'confirm-email', perHour, anHour);
  }

  /** For a new account, in the transaction that creates it. */
  async ask(tx: Tx, userId: string, now: Date): Promise<void> {
    if (this.env.WEIR_SMTP_URL === undefined) return;
    await this.repository.add(tx, userId, { now, expiresAt: new Date(now.getTime() + validFor) });
    this.wakeups.wake(noWorkspace, noWorkspace);
  }

  /** Once more, where the address is not confirmed yet. */
  async askAgain(userId: string): Promise<Result<void>> {
    if (this.env.WEIR_SMTP_URL === undefined) return refuse('mail-not-set-up');
    const counted = await consume([[this.rate, userId]], 'confirmationsSent');
    if (!counted.ok) return counted;
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      if (!(await this.users.isVerified(tx, userId))) await this.ask(tx, userId, now);
      return ok(undefined);
    });
  }

  /**
   * Only for the account itself. Anyone can sign up with a stranger's address: a link alone would let the stranger
   * confirm that account, to which they have no password.
   */
  confirm(userId: string, token: string): Promise<Result<void>> {
    return this.writer.write<void>({ workspaceId: null, key: null }, async ({ tx, now }) => {
      const link = this.links.read('email', token);
      const owner = link && (await this.repository.ownerOf(tx, link.id, now));
      if (!link || !owner) return refuse('email-link-invalid');
      if (owner !== userId) return refuse('not-allowed', {}, { key: 'linkOfOtherAccount' });
      const isConfirmed = await this.repository.use(tx, link.id, now);
      return isConfirmed ? ok(undefined) : refuse('email-link-invalid');
    });
  }
}
