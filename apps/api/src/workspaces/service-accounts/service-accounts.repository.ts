import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/prisma.js';

@Injectable()
export class ServiceAccountsRepository {
  /** A user without an address, who can’t sign in. */
  async create(tx: Tx, account: { id: string; name: string; createdAt: Date }): Promise<void> {
    await tx.user.create({ data: { ...account, kind: 'service', email: null, noticeMails: false } });
  }

  /** The name is part of the membership’s version here, because its list has no other. */
  async rename(tx: Tx, workspaceId: string, userId: string, name: string): Promise<void> {
    await tx.user.update({ where: { id: userId }, data: { name, version: { increment: 1 } } });
    await tx.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { version: { increment: 1 } },
    });
    // Names are in the ETag of every board.
    await tx.workspace.update({ where: { id: workspaceId }, data: { namesVersion: { increment: 1 } } });
  }
}
