import { Injectable } from '@nestjs/common';
import type { PendingAddress } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';

/** The new address that a link gives to an account, and the one that it has. */
export type AddressChange = { userId: string; from: string; to: string; wasVerified: boolean };

@Injectable()
export class AddressChangesRepository {
  constructor(private readonly database: Database) {}

  /** The change that waits for its link to be opened; null for none. */
  async pendingOf(userId: string, now: Date, tx: Tx = this.database): Promise<PendingAddress | null> {
    const letter = await tx.accountLetter.findFirst({
      where: { kind: 'addressChange', userId, usedAt: null, expiresAt: { gt: now } },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      select: { email: true, expiresAt: true, mails: { select: { sentAt: true, failedAt: true } } },
    });
    if (!letter?.expiresAt) return null;
    const [mail] = letter.mails;
    return {
      email: letter.email,
      expiresAt: letter.expiresAt.toISOString(),
      delivery: mail?.failedAt ? 'failed' : mail?.sentAt ? 'sent' : 'waiting',
    };
  }

  /** Null for a link that was used, has expired, or ended. */
  async byLink(tx: Tx, id: string, now: Date): Promise<AddressChange | null> {
    const [row] = await tx.$queryRaw<AddressChange[]>`
      SELECT u.id AS "userId", u.email AS "from", l.email AS "to", u.email_verified_at IS NOT NULL AS "wasVerified"
        FROM account_letters l JOIN users u ON u.id = l.user_id
       WHERE l.id = ${id}::uuid AND l.kind = 'addressChange' AND l.used_at IS NULL AND l.expires_at > ${now}`;
    return row ?? null;
  }

  /** Links that were sent to confirm the address that the account had. */
  async endConfirmations(tx: Tx, userId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE email_confirmations SET expires_at = created_at
       WHERE user_id = ${userId}::uuid AND used_at IS NULL AND expires_at > created_at`;
  }
}
