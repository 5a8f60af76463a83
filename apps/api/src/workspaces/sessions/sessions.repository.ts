import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/prisma.js';

/** `checked`: the hash of the password that the person gave; absent where a provider signed them in. */
export type NewSessionRow = {
  id: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  userAgent: string | null;
  checked?: string | undefined;
};

/** A script that signs in for every call has more sessions than anyone reads. */
const mostListed = 200;

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  /** False if the password changed after it was checked: the change must not miss this session when it ends all. */
  async create(
    { id, userId, createdAt, expiresAt, userAgent, checked }: NewSessionRow,
    tx: Tx = this.database,
  ): Promise<boolean> {
    const added = await tx.$executeRaw`
      INSERT INTO sessions (id, user_id, created_at, expires_at, user_agent)
      SELECT ${id}::uuid, u.id, ${createdAt}, ${expiresAt}, ${userAgent}
        FROM users u
       WHERE u.id = ${userId}::uuid AND (${checked ?? null}::text IS NULL OR u.password_hash = ${checked ?? null}::text)
         FOR SHARE`;
    return added === 1;
  }

  async isLive(id: string, now: Date, tx: Tx): Promise<boolean> {
    return (await tx.session.count({ where: { id, endedAt: null, expiresAt: { gt: now } } })) === 1;
  }

  async startedAt(id: string): Promise<Date> {
    const where = { id };
    return (await this.database.session.findUniqueOrThrow({ where, select: { createdAt: true } })).createdAt;
  }

  async end(id: string, endedAt: Date): Promise<void> {
    await this.database.session.updateMany({ where: { id, endedAt: null }, data: { endedAt } });
  }

  /** Ends all sessions of a person, except `kept`. */
  async endAll(userId: string, endedAt: Date, tx: Tx = this.database, kept?: string): Promise<void> {
    await tx.session.updateMany({
      where: { userId, endedAt: null, ...(kept !== undefined && { id: { not: kept } }) },
      data: { endedAt },
    });
  }

  async liveOf(userId: string, now: Date) {
    return this.database.session.findMany({
      where: { userId, endedAt: null, expiresAt: { gt: now } },
      select: { id: true, createdAt: true, usedAt: true, userAgent: true },
      orderBy: { createdAt: 'desc' },
      take: mostListed,
    });
  }

  /** False where the person has no such live session. */
  async endOwn(userId: string, id: string, now: Date): Promise<boolean> {
    const where = { id, userId, endedAt: null, expiresAt: { gt: now } };
    return (await this.database.session.updateMany({ where, data: { endedAt: now } })).count === 1;
  }
}
