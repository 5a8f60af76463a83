import { Injectable } from '@nestjs/common';
import type { Member, Role } from '@weir/contract';
import { Database, type Tx } from '../database/prisma.js';

const shown = {
  role: true,
  joinedAt: true,
  user: { select: { id: true, name: true, email: true } },
} as const;
type Row = { role: Role; joinedAt: Date; user: { id: string; name: string; email: string } };

@Injectable()
export class MembersRepository {
  constructor(private readonly database: Database) {}

  /** In the order of their ids, which is that of their accounts' age. */
  async list(
    workspaceId: string,
    { after, size }: { after: string | null; size: number },
  ): Promise<Member[]> {
    const rows = await this.database.membership.findMany({
      where: { workspaceId, leftAt: null, ...(after && { userId: { gt: after } }) },
      select: shown,
      orderBy: { userId: 'asc' },
      take: size,
    });
    return rows.map(memberOf);
  }

  async find(tx: Tx, workspaceId: string, userId: string): Promise<Member | null> {
    const row = await tx.membership.findFirst({
      where: { workspaceId, userId, leftAt: null },
      select: shown,
    });
    return row && memberOf(row);
  }

  countOwners(tx: Tx, workspaceId: string): Promise<number> {
    return tx.membership.count({ where: { workspaceId, role: 'owner', leftAt: null } });
  }

  async setRole(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<void> {
    await tx.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
  }

  async leave(tx: Tx, workspaceId: string, userId: string, leftAt: Date): Promise<void> {
    await tx.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { leftAt } });
  }

  /** Somebody new, or somebody who comes back. */
  async join(tx: Tx, workspaceId: string, userId: string, role: Role, joinedAt: Date): Promise<void> {
    await tx.membership.upsert({
      where: { workspaceId_userId: { workspaceId, userId } },
      create: { workspaceId, userId, role, joinedAt },
      update: { role, joinedAt, leftAt: null },
    });
  }
}

function memberOf({ role, joinedAt, user }: Row): Member {
  return { ...user, role, joinedAt: joinedAt.toISOString() };
}
