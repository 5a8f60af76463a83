import { Injectable } from '@nestjs/common';
import type { Team } from '@weir/contract';
import type { Prisma } from '@weir/prisma';
import { Database, type Tx } from '../database/prisma.js';

const shown = {
  id: true,
  version: true,
  name: true,
  members: {
    select: { member: { select: { user: { select: { id: true, name: true } } } } },
    orderBy: [{ member: { user: { name: 'asc' } } }, { userId: 'asc' }],
  },
} satisfies Prisma.TeamSelect;
type Row = {
  id: string;
  version: number;
  name: string;
  members: { member: { user: { id: string; name: string } } }[];
};

@Injectable()
export class TeamsRepository {
  constructor(private readonly database: Database) {}

  /** Ordered by id, which is the order in which they were created. */
  async list(workspaceId: string, { after, size }: { after: string | null; size: number }): Promise<Team[]> {
    const rows = await this.database.team.findMany({
      where: { workspaceId, ...(after && { id: { gt: after } }) },
      select: shown,
      orderBy: { id: 'asc' },
      take: size,
    });
    return rows.map(teamOf);
  }

  async find(workspaceId: string, id: string, tx: Pick<Tx, 'team'> = this.database): Promise<Team | null> {
    const row = await tx.team.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: shown,
    });
    return row && teamOf(row);
  }

  names(tx: Tx, workspaceId: string): Promise<{ id: string; name: string }[]> {
    return tx.team.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  }

  /** Returns the given people who are members of the workspace now. */
  async membersAmong(tx: Tx, workspaceId: string, userIds: string[]): Promise<Set<string>> {
    const rows = await tx.membership.findMany({
      where: { workspaceId, userId: { in: userIds }, leftAt: null },
      select: { userId: true },
    });
    return new Set(rows.map(({ userId }) => userId));
  }

  async add(tx: Tx, team: { workspaceId: string; id: string; name: string; createdAt: Date }): Promise<void> {
    await tx.team.create({ data: team });
  }

  async rename(tx: Tx, workspaceId: string, id: string, name: string): Promise<void> {
    await tx.team.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { name, version: { increment: 1 } },
    });
  }

  async remove(tx: Tx, workspaceId: string, id: string): Promise<void> {
    await tx.teamMember.deleteMany({ where: { workspaceId, teamId: id } });
    await tx.team.delete({ where: { workspaceId_id: { workspaceId, id } } });
  }

  async addMembers(
    tx: Tx,
    workspaceId: string,
    teamId: string,
    userIds: string[],
    addedAt: Date,
  ): Promise<void> {
    const data = userIds.map((userId) => ({ workspaceId, teamId, userId, addedAt }));
    if (data.length > 0) await tx.teamMember.createMany({ data });
  }

  async removeMember(tx: Tx, workspaceId: string, teamId: string, userId: string): Promise<void> {
    await tx.teamMember.delete({
      where: { workspaceId_teamId_userId: { workspaceId, teamId, userId } },
    });
  }
}

function teamOf({ members, ...team }: Row): Team {
  return { ...team, members: members.map(({ member }) => member.user) };
}
