import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/prisma.js';

/** `checked`: the hash of the password that the person gave; absent where a provider signed them in. */
export type NewSessionRow = {
  id: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  checked?: string | undefined;
};

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** False where the password changed after it was checked: what ends all sessions must not miss this one. */
  async create({ id, userId, createdAt, expiresAt, checked }: NewSessionRow): Promise<boolean> {
    const added = await this.database.$executeRaw`
      INSERT INTO sessions (id, user_id, created_at, expires_at)
      SELECT ${id}::uuid, u.id, ${createdAt}, ${expiresAt}
        FROM users u
       WHERE u.id = ${userId}::uuid AND (${checked ?? null}::text IS NULL OR u.password_hash = ${checked ?? null}::text)
         FOR SHARE`;
    return added === 1;
  }

  async end(id: string, endedAt: Date): Promise<void> {
    await this.database.session.updateMany({ where: { id, endedAt: null }, data: { endedAt } });
  }

  /** Ends the sessions of a person, all of them or all but one. */
  async endAll(tx: Tx, userId: string, endedAt: Date, { but }: { but?: string } = {}): Promise<void> {
    await tx.session.updateMany({
      where: { userId, endedAt: null, ...(but !== undefined && { id: { not: but } }) },
      data: { endedAt },
    });
  }
}
