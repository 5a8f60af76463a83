import { Injectable } from '@nestjs/common';
import type { AvatarList } from '@weir/contract';
import { Database, type Tx } from '../../database/prisma.js';
import { noWorkspace, type WriteKey } from '../../writes/idempotency.js';

type AvatarRow = { fileId: string; hash: string; at: Date };

@Injectable()
export class AvatarsRepository {
  constructor(private readonly database: Database) {}

  /** Of those who are members now. */
  async list(workspaceId: string): Promise<AvatarList['items']> {
    const memberships = { some: { workspaceId, leftAt: null } };
    const users = await this.database.user.findMany({
      where: { memberships, OR: [{ avatar: { isNot: null } }, { kind: 'service' }] },
      select: { id: true, avatar: { select: { hash: true } } },
      orderBy: { id: 'asc' },
    });
    return users.map(({ id, avatar }) => ({ user: id, hash: avatar?.hash ?? null }));
  }

  /** Null where the person is no member now, or has another picture. */
  ofMember(workspaceId: string, userId: string, hash: string): Promise<AvatarRow | null> {
    return this.database.avatar.findFirst({
      where: { userId, hash, user: { memberships: { some: { workspaceId, leftAt: null } } } },
      omit: { userId: true },
    });
  }

  of(userId: string): Promise<AvatarRow | null> {
    return this.database.avatar.findUnique({ where: { userId }, omit: { userId: true } });
  }

  async versionOf(userId: string): Promise<number> {
    const user = await this.database.user.findUniqueOrThrow({
      where: { id: userId },
      select: { version: true },
    });
    return user.version;
  }

  /** Whether a response is kept under a key, of any age. */
  async isKept(writeKey: WriteKey | null): Promise<boolean> {
    if (!writeKey) return false;
    const { callerId, route, key } = writeKey;
    const where = { workspaceId: noWorkspace, callerId, route, key };
    return (await this.database.idempotencyKey.count({ where })) > 0;
  }

  /** Returns the file of the person's picture until now. */
  async replace(tx: Tx, userId: string, row: AvatarRow | null): Promise<string | null> {
    const before = await tx.avatar.findUnique({ where: { userId }, select: { fileId: true } });
    if (row) await tx.avatar.upsert({ where: { userId }, create: { userId, ...row }, update: row });
    else await tx.avatar.deleteMany({ where: { userId } });
    await tx.user.update({
      where: { id: userId },
      data: { version: { increment: 1 } },
      select: { id: true },
    });
    return before?.fileId ?? null;
  }
}
