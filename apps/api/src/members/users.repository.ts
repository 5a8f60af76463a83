import { Injectable } from '@nestjs/common';
import type { Me } from '@weir/contract';
import { Database, type Tx } from '../database/prisma.js';

@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  async me(userId: string, tx: Tx = this.database): Promise<Me> {
    const { memberships, ...user } = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: {
        id: true,
        name: true,
        email: true,
        memberships: {
          where: { leftAt: null, workspace: { archivedAt: null } },
          select: { role: true, workspace: { select: { slug: true, name: true } } },
          orderBy: { joinedAt: 'asc' },
        },
      },
    });
    return { user, workspaces: memberships.map(({ role, workspace }) => ({ ...workspace, role })) };
  }
}
