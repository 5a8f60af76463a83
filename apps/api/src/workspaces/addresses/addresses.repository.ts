import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Tx } from '../../database/prisma.js';
import { noWorkspace } from '../../writes/idempotency.js';

@Injectable()
export class AddressesRepository {
  /** With the mail that has its link, due at once. Links sent before end. */
  async add(tx: Tx, userId: string, { now, expiresAt }: { now: Date; expiresAt: Date }): Promise<void> {
    await tx.$executeRaw`
      UPDATE email_confirmations SET expires_at = created_at
       WHERE user_id = ${userId}::uuid AND used_at IS NULL AND expires_at > created_at`;
    await tx.$executeRaw`
      WITH added AS (
        INSERT INTO email_confirmations (id, user_id, created_at, expires_at)
        VALUES (${uuid()}::uuid, ${userId}::uuid, ${now}, ${expiresAt})
        RETURNING id)
      INSERT INTO mails (workspace_id, id, confirmation_id, at, due_at)
      SELECT ${noWorkspace}::uuid, ${uuid()}::uuid, id, ${now}, ${now} FROM added`;
  }

  /** Whose address the link confirms. Null where it was used, has expired or is unknown. */
  async ownerOf(tx: Tx, id: string, now: Date): Promise<string | null> {
    const link = await tx.emailConfirmation.findFirst({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      select: { userId: true },
    });
    return link?.userId ?? null;
  }

  /** Uses the link and confirms the address. False where it was used, has expired or is unknown. */
  async use(tx: Tx, id: string, now: Date): Promise<boolean> {
    const confirmed = await tx.$executeRaw`
      WITH used AS (
        UPDATE email_confirmations SET used_at = ${now}
         WHERE id = ${id}::uuid AND used_at IS NULL AND expires_at > ${now}
        RETURNING user_id)
      UPDATE users u SET email_verified_at = coalesce(u.email_verified_at, ${now}) FROM used WHERE u.id = used.user_id`;
    return confirmed === 1;
  }
}
