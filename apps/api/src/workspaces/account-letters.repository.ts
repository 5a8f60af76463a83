import { Injectable } from '@nestjs/common';
import type { AccountLetterKind } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../database/prisma.js';
import { noWorkspace } from '../writes/idempotency.js';
import { Wakeups } from '../writes/wakeups.js';

/** `userId`: null for a new password that somebody asked for. `expiresAt`: of its link; null without one. */
export type NewLetter = {
  kind: AccountLetterKind;
  userId: string | null;
  email: string;
  now: Date;
  expiresAt?: Date | null;
};

/**
 * The mails about people's own accounts, each in the outbox and due at once. A link that ends expires when it was made: a write
 * that read its time before it waited for this one, or whose server's clock is behind, then refuses it too.
 */
@Injectable()
export class AccountLetters {
  constructor(private readonly wakeups: Wakeups) {}

  async add(tx: Tx, { kind, userId, email, now, expiresAt = null }: NewLetter): Promise<void> {
    await tx.$executeRaw`
      WITH added AS (
        INSERT INTO account_letters (id, kind, user_id, email, at, expires_at)
        VALUES (${uuid()}::uuid, ${kind}::account_letter_kind, ${userId}::uuid, ${email}, ${now}, ${expiresAt})
        RETURNING id)
      INSERT INTO mails (workspace_id, id, account_letter_id, at, due_at)
      SELECT ${noWorkspace}::uuid, ${uuid()}::uuid, id, ${now}, ${now} FROM added`;
    this.wakeups.wake(noWorkspace, noWorkspace);
  }

  /** The account whose password a link resets: the one with its address. Null for a link that was used or has expired. */
  async accountOf(tx: Tx, id: string, now: Date): Promise<{ userId: string; email: string } | null> {
    const [row] = await tx.$queryRaw<{ userId: string; email: string }[]>`
      SELECT u.id AS "userId", l.email
        FROM account_letters l JOIN users u ON u.email = l.email
       WHERE l.id = ${id}::uuid AND l.kind = 'passwordReset' AND l.used_at IS NULL AND l.expires_at > ${now}`;
    return row ?? null;
  }

  /** Uses a link. Lock its account first: concurrent uses then wait for each other. False if it was used or has expired. */
  async use(tx: Tx, id: string, now: Date): Promise<boolean> {
    const used = await tx.accountLetter.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    return used.count === 1;
  }

  /** Ends the links that reset the password of this account, or give it another address. */
  async endLinks(tx: Tx, { userId, email }: { userId: string; email: string }): Promise<void> {
    await tx.$executeRaw`
      UPDATE account_letters SET expires_at = at
       WHERE (kind = 'passwordReset' AND email = ${email} OR kind = 'addressChange' AND user_id = ${userId}::uuid)
         AND used_at IS NULL AND expires_at > at`;
  }

  /** Ends the links that give the account another address. */
  async endAddressChanges(tx: Tx, userId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE account_letters SET expires_at = at
       WHERE kind = 'addressChange' AND user_id = ${userId}::uuid AND used_at IS NULL AND expires_at > at`;
  }
}
